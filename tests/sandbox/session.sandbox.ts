import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "mocha";
import { removeAbandonedSessions } from "../../sandbox/session/folder";
import { commandOf, processesOf } from "../../sandbox/session/processes";
import { listeningAddresses } from "./listening";

/** Runs that were started. */
const running: ChildProcess[] = [];

const ROOT = join(__dirname, "..", "..");

describe("a sandbox that is interrupted or killed", () => {
  /** Temporary folder of the runs alone. */
  let place: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "sandbox-alone-"));
  });
  afterEach(async () => {
    for (const child of running.splice(0)) child.kill("SIGKILL"); // of a failed test
    await removeAbandonedSessions(place);
    rmSync(place, { recursive: true, force: true });
  });

  it("listens on 127.0.0.1 alone, and ends with Ctrl-C", async () => {
    const { child, folder } = await startUp(place);
    const pids = [child.pid!, ...(await processesOnceAllRun(folder))];
    const addresses = pids.flatMap(listeningAddresses);
    // Of the control plane: etcd twice, API server, two controllers, kwok. Charts, program, engine, four plugins.
    assert.ok(addresses.length >= 13, addresses.join(" "));
    assert.deepEqual(
      addresses.filter((address) => !address.startsWith("127.0.0.1:")),
      [],
    );
    child.kill("SIGINT");
    await once(child, "exit");
    assert.equal(child.exitCode, 130);
    assert.deepEqual(processesOf(folder), []);
    assert.deepEqual(readdirSync(place), []);
  });

  it("is removed by the next run after it was killed", async () => {
    const { child, folder } = await startUp(place);
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.ok(processesOf(folder).length > 0);
    assert.deepEqual(await removeAbandonedSessions(place), [folder]);
    assert.deepEqual(processesOf(folder), []);
    assert.deepEqual(readdirSync(place), []);
  });
});

/** The session's processes when the engine has started every plugin of the stack and each of them listens. */
async function processesOnceAllRun(folder: string): Promise<number[]> {
  const wanted = ["aws/main.ts", "eks/main.ts", "pulumi-resource-kubernetes", "run-policy-pack"];
  for (;;) {
    const found = processesOf(folder);
    const listening = found.filter((pid) => listeningAddresses(pid).length > 0).map(commandOf);
    if (wanted.every((name) => listening.some((command) => command.includes(name)))) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Starts a run, and returns when its control plane is ready. */
async function startUp(place: string): Promise<{ child: ChildProcess; folder: string }> {
  const child = spawn(process.execPath, ["--require", "sucrase/register/ts", "sandbox/main.ts", "preview"], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: place },
    stdio: "ignore",
  });
  running.push(child);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(child.exitCode, null, "the run ended before its control plane was up");
    const [name] = readdirSync(place);
    const folder = join(place, name ?? "none");
    if (existsSync(join(folder, "pulumi"))) return { child, folder };
  }
}
