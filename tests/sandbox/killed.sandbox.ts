import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readState } from "../../sandbox/aws/state";
import type { Engine } from "../../sandbox/engine/engine";
import type { Outcome } from "../../sandbox/engine/outcome";
import { everythingIn } from "../../sandbox/kubernetes/leftovers";
import type { Sandbox } from "../../sandbox/session/sandbox";
import { assertDone, useSandbox } from "./fixture";
import { recover, upKilledAt, upKilledInRelease, type Aftermath } from "./interruption";

const STACK = "staging";

/** Where in its length an `up` is killed. */
const POINTS = process.env["SANDBOX_FULL"]
  ? [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
  : [0.25, 0.6, 0.85];

describe("an up that was killed", () => {
  const started = useSandbox();
  let steps = 0;
  let undisturbed: string[];

  it("is compared with one that wasn't", async () => {
    const engine = await started.sandbox.open(STACK);
    const outcome = await engine.up();
    assertDone(outcome);
    steps = outcome.steps.length;
    undisturbed = await everything(started.sandbox);
    assertDone(await engine.destroy());
  });

  for (const point of POINTS) {
    it(`after ${point * 100} % of its steps ends the same when it is run again`, () =>
      endsTheSame((sandbox, engine) => upKilledAt(sandbox, engine, Math.ceil(steps * point))));
  }

  it("in the middle of a release ends the same when the release is taken off and it is run again", async () => {
    const { lockedReleases } = await endsTheSame((sandbox, engine) =>
      upKilledInRelease(sandbox, engine, "kube-prometheus-stack"),
    );
    assert.ok(lockedReleases > 0);
  });

  async function endsTheSame(
    upKilled: (sandbox: Sandbox, engine: Engine) => Promise<Outcome>,
  ): Promise<Aftermath> {
    const { sandbox } = started;
    const engine = await sandbox.open(STACK);
    const killed = await upKilled(sandbox, engine);
    assert.notEqual(killed.failed, undefined);
    const aftermath = await recover(sandbox, engine);
    console.log(`      ${JSON.stringify(aftermath)}`);
    assertDone(await engine.up());
    assert.deepEqual(await everything(sandbox), undisturbed);
    assertDone(await engine.destroy());
    return aftermath;
  }
});

/** Types and names of all that AWS and Kubernetes hold, without what counts or draws its names. */
async function everything({ kubernetes, stateFile }: Sandbox): Promise<string[]> {
  const aws = readState(stateFile).resources.map(
    ({ type, urn }) => `${type} ${urn?.split("::").pop() ?? ""}`,
  );
  const objects = [...(await everythingIn(kubernetes))].filter(
    (title) => !/^(Pod|ReplicaSet|Node|PersistentVolume|CSINode) /.test(title),
  );
  return [...aws, ...objects].sort();
}
