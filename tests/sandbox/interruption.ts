import { setTimeout as wait } from "node:timers/promises";
import { answerAgain, loseAnswers } from "../../sandbox/aws/lost-answers";
import { readState } from "../../sandbox/aws/state";
import type { Engine } from "../../sandbox/engine/engine";
import type { Outcome } from "../../sandbox/engine/outcome";
import { commandOf, processesOf } from "../../sandbox/session/processes";
import type { Sandbox } from "../../sandbox/session/sandbox";
import { helmReleases } from "./recovery";

const ENGINE = /^\S+\/pulumi /;

/** Killed with the engine: the Kubernetes provider and the policy pack don't notice that it is gone. */
const KILLED = /^\S+\/(pulumi|pulumi-resource-kubernetes) |\/run-policy-pack\//;

/** Runs `up`, and kills the engine at the given step. */
export function upKilledAt(sandbox: Sandbox, engine: Engine, step: number): Promise<Outcome> {
  let seen = 0;
  return upAndKill(sandbox, (kill) =>
    engine.up({
      onStep: () => {
        seen++;
        if (seen === step) kill();
      },
    }),
  );
}

/**
 * Runs `up`, and kills the engine while it waits for the answer about a resource of this type, which AWS has created.
 */
export async function upKilledBeforeAnswer(sandbox: Sandbox, engine: Engine, type: string): Promise<Outcome> {
  const { stateFile } = sandbox;
  loseAnswers(stateFile, type);
  try {
    return await upKilledWhen(sandbox, engine, () =>
      Promise.resolve(readState(stateFile).resources.some((resource) => resource.type === type)),
    );
  } finally {
    answerAgain(stateFile);
  }
}

/** Runs `up`, and kills engine and provider while a chart with this name is being installed. */
export function upKilledInRelease(sandbox: Sandbox, engine: Engine, name: string): Promise<Outcome> {
  return upKilledWhen(sandbox, engine, async () =>
    (await helmReleases(sandbox)).some((release) => release.name === name && release.status !== "deployed"),
  );
}

/**
 * Runs `up`, stops the engine during the installation of this chart so that it gets no answer, and kills it after that.
 */
export function upKilledAfterRelease(sandbox: Sandbox, engine: Engine, name: string): Promise<Outcome> {
  return upKilledWhen(sandbox, engine, async () => {
    const release = (await helmReleases(sandbox)).find((each) => each.name === name);
    if (release) signal(sandbox, ENGINE, "SIGSTOP");
    return release?.status === "deployed";
  });
}

async function upKilledWhen(
  sandbox: Sandbox,
  engine: Engine,
  isTime: () => Promise<boolean>,
): Promise<Outcome> {
  return upAndKill(sandbox, async (kill) => {
    let running = true;
    const killing = (async () => {
      try {
        while (running && !(await isTime())) await wait(20);
      } finally {
        if (running) kill(); // also if the check failed: the engine may be stopped
      }
    })();
    killing.catch(() => undefined); // awaited below
    const outcome = await engine.up();
    running = false;
    await killing;
    return outcome;
  });
}

/**
 * Returns when the killed processes are gone.
 *
 * @throws Error if `up` ended before it was killed
 */
async function upAndKill(sandbox: Sandbox, up: (kill: () => void) => Promise<Outcome>): Promise<Outcome> {
  let killed = false;
  const outcome = await up(() => {
    killed = true;
    signal(sandbox, KILLED, "SIGKILL");
  });
  if (!killed) throw new Error(outcome.failed ?? "The up ended before it could be killed.");
  while (processes(sandbox, KILLED).length > 0) await wait(50);
  return outcome;
}

function signal(sandbox: Sandbox, command: RegExp, name: NodeJS.Signals): void {
  for (const pid of processes(sandbox, command)) {
    try {
      process.kill(pid, name);
    } catch {
      // It has already ended.
    }
  }
}

function processes({ folder }: Sandbox, command: RegExp): number[] {
  return processesOf(folder).filter((pid) => command.test(commandOf(pid)));
}
