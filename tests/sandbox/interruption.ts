import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { answerAgain, loseAnswers } from "../../sandbox/aws/lost-answers";
import { AwsStandIn } from "../../sandbox/aws/stand-in";
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

/** Runs `up`, and kills the engine while it waits to hear of a resource of this type, which AWS has made. */
export async function upKilledUnheard(sandbox: Sandbox, engine: Engine, type: string): Promise<Outcome> {
  const { stateFile } = sandbox;
  loseAnswers(stateFile, type);
  let waiting = true;
  const killing = (async () => {
    while (waiting && !readState(stateFile).resources.some((resource) => resource.type === type)) {
      await wait(50);
    }
    for (const pid of engineProcesses(sandbox)) process.kill(pid, "SIGKILL");
  })();
  const outcome = await engine.up();
  waiting = false;
  await killing;
  answerAgain(stateFile);
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
  /** Of those, what AWS had made. */
  removed: number;
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
  const creating = pending.filter(({ type }) => type === "creating").map(({ resource }) => resource.urn);
  const made = readState(stateFile).resources.filter(
    ({ urn }) => urn !== undefined && creating.includes(urn),
  );
  const aws = new AwsStandIn(stateFile, { region: "us-east-1", defaultTags: {} });
  for (const { urn, id } of made) aws.delete(urn!, id);
  await engine.forgetPendingCreates();
  return {
    pending: pending.map(({ type, resource }) => `${type} ${resource.urn.split("$").pop()}`),
    removed: made.length,
    lockedReleases: locked.length,
  };
}
