import assert from "node:assert/strict";
import { after, before } from "mocha";
import { changes, type Outcome } from "../../sandbox/engine/outcome";
import type { StackConfiguration } from "../../sandbox/engine/settings";
import { startSandbox, type Sandbox } from "../../sandbox/session/sandbox";
import { SETTINGS } from "../recordings";

/** A sandbox for the tests of one `describe`, started before the first test; `scaling` starts metrics-server too. */
export function useSandbox(scaling = false): { readonly sandbox: Sandbox } {
  let started: Sandbox | undefined;
  before("start the sandbox", async () => {
    started = await startSandbox((line) => console.log(`    ${line}`), SETTINGS, scaling);
  });
  after("end the sandbox", async () => {
    await started?.stop();
  });
  return {
    get sandbox() {
      return started!;
    },
  };
}

export function assertDone(outcome: Outcome): void {
  assert.equal(outcome.failed, undefined, outcome.failed);
}

/** Fails with the changes and their properties. */
export function assertEmpty(outcome: Outcome): void {
  assertDone(outcome);
  assert.deepEqual(
    changes(outcome).map(({ operation, urn, changed }) => `${operation} ${urn} ${changed.join(", ")}`),
    [],
  );
}

/** Sets one of the stack's own settings: "pools.spot.maxSize". */
export function setting(path: string, value: unknown): (config: StackConfiguration) => void {
  const [section, ...inner] = path.split(".");
  const key = `betterprompts:${section}`;
  return (config) => {
    if (inner.length === 0) {
      config[key] = value;
      return;
    }
    const group = inner
      .slice(0, -1)
      .reduce<unknown>((outer, each) => (outer as StackConfiguration)[each], config[key]);
    (group as StackConfiguration)[inner.at(-1)!] = value;
  };
}
