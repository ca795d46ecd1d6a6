import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "mocha";
import { removeAbandonedSessions } from "../../sandbox/session/folder";
import { processesOf } from "../../sandbox/session/processes";
import { listeningAddresses } from "./listening";

const ROOT = join(__dirname, "..", "..");

describe("a sandbox that is left to itself", () => {
  it("listens on 127.0.0.1 alone, and goes with Ctrl-C", async () => {
    const { child, folder } = await startUp();
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
    assert.ok(!existsSync(folder));
  });

  it("is cleared away by the next one after it was killed", async () => {
    const { child, folder } = await startUp();
    child.kill("SIGKILL");
    await once(child, "exit");
    assert.ok(processesOf(folder).length > 0);
    assert.deepEqual(await removeAbandonedSessions(), [folder]);
    assert.deepEqual(processesOf(folder), []);
    assert.ok(!existsSync(folder));
  });
});

/** The session's processes at a moment when the engine has started every plugin of the stack. */
async function processesOnceAllRun(folder: string): Promise<number[]> {
  const wanted = ["aws/main.ts", "eks/main.ts", "pulumi-resource-kubernetes", "run-policy-pack"];
  for (;;) {
    const found = processesOf(folder);
    const commands = found.map(commandOf);
    if (wanted.every((name) => commands.some((command) => command.includes(name)))) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // it has ended
  }
}

/** A run with its control plane up. */
async function startUp(): Promise<{ child: ChildProcess; folder: string }> {
  const before = sessions();
  const child = spawn(process.execPath, ["--require", "sucrase/register/ts", "sandbox/main.ts", "preview"], {
    cwd: ROOT,
    stdio: "ignore",
  });
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    assert.equal(child.exitCode, null, "the run ended before its control plane was up");
    const folder = sessions().find((each) => !before.includes(each));
    if (folder && existsSync(join(folder, "pulumi"))) return { child, folder };
  }
}

function sessions(): string[] {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith("betterprompts-sandbox-"))
    .map((name) => join(tmpdir(), name));
}
