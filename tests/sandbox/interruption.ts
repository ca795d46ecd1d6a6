import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { readState } from "../../sandbox/aws/state";
import type { Engine } from "../../sandbox/engine/engine";
import type { Outcome } from "../../sandbox/engine/outcome";
import { processesOf } from "../../sandbox/session/processes";
import type { Sandbox } from "../../sandbox/session/sandbox";

const HELM_SECRETS = "/api/v1/secrets?labelSelector=owner%3Dhelm,status%21%3Ddeployed";

/** Runs `up`, and kills the engine in the middle of the first install of a chart with this name. */
export async function upKilledInRelease(sandbox: Sandbox, engine: Engine, name: string): Promise<Outcome> {
  let waiting = true;
  const killing = (async () => {
    while (waiting) {
      const locked = await sandbox.kubernetes.list(HELM_SECRETS);
      if (locked.some(({ metadata }) => metadata.labels?.["name"] === name)) {
        for (const pid of engineProcesses(sandbox)) process.kill(pid, "SIGKILL");
        return;
      }
      await wait(20);
    }
  })();
  const outcome = await engine.up();
  waiting = false;
  await killing;
  return outcome;
}

/** Runs `up`, and kills the engine when it comes to the given step. */
export async function upKilledAt(sandbox: Sandbox, engine: Engine, step: number): Promise<Outcome> {
  let seen = 0;
  const outcome = await engine.up({
    onStep: () => {
      seen++;
      if (seen === step) for (const pid of engineProcesses(sandbox)) process.kill(pid, "SIGKILL");
    },
  });
  while (engineProcesses(sandbox).length > 0) await wait(100);
  return outcome;
}

function engineProcesses({ folder }: Sandbox): number[] {
  return processesOf(folder).filter((pid) => {
    const [command] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return command!.endsWith("/pulumi") || command!.endsWith("pulumi-resource-kubernetes");
  });
}

/** What a killed `up` left to clear away. */
export interface Aftermath {
  pending: string[];
  /** Of those, what AWS has made. */
  imported: number;
  lockedReleases: number;
}

/** What docs/operations says to do after an `up` that was killed. */
export async function recover(sandbox: Sandbox, engine: Engine): Promise<Aftermath> {
  const { kubernetes, kubeconfig, stateFile, tools } = sandbox;
  await engine.cancel();
  const locked = await kubernetes.list(HELM_SECRETS);
  for (const { metadata } of locked) {
    const release = [metadata.labels!["name"]!, "--namespace", metadata.namespace!];
    execFileSync(tools["helm"]!, ["uninstall", ...release, "--kubeconfig", kubeconfig], { stdio: "ignore" });
  }
  const pending = (await engine.exported()).pending_operations ?? [];
  const account = readState(stateFile).resources;
  const made: Record<string, string> = {};
  for (const { type, resource } of pending) {
    const standing = account.find(({ urn }) => urn === resource.urn);
    if (type === "creating" && standing) made[resource.urn] = standing.id;
  }
  await engine.refreshPending(made);
  return {
    pending: pending.map(({ type, resource }) => `${type} ${resource.urn.split("$").pop()}`),
    imported: Object.keys(made).length,
    lockedReleases: locked.length,
  };
}
