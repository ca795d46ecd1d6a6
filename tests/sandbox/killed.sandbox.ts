import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { readState } from "../../sandbox/aws/state";
import { EBS_VOLUME } from "../../sandbox/aws/types/volume";
import type { Engine } from "../../sandbox/engine/engine";
import type { Outcome } from "../../sandbox/engine/outcome";
import { everythingIn } from "./leftovers";
import type { Sandbox } from "../../sandbox/session/sandbox";
import { assertDone, assertEmpty, useSandbox } from "./fixture";
import { upKilledAfterRelease, upKilledAt, upKilledInRelease, upKilledBeforeAnswer } from "./interruption";
import { helmReleases, recover, type Aftermath } from "./recovery";
import { atRest, eventually } from "./waiting";

const STACK = "staging";
const FULL = process.env["SANDBOX_FULL"] !== undefined;

/** Parts of its steps after which an `up` is killed. */
const POINTS = FULL ? [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] : [0.25, 0.6, 0.85];

/** Types that take AWS minutes to create. */
const UNANSWERED = ["aws:eks/nodeGroup:NodeGroup", ...(FULL ? ["aws:eks/cluster:Cluster"] : [])];

/** Values that AWS numbers: ids, and suffixes of names. */
const GENERATED = /[0-9A-Fa-f]{16,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Only the killed `up` runs with the policy pack: starting it takes long, and the other runs don't need it. */
const PLAIN = { withoutPolicies: true };

describe("an up that was killed", () => {
  const started = useSandbox();
  let engine: Engine;
  let steps = 0;
  let undisturbed: string[];

  before("record what an undisturbed up creates", async () => {
    engine = await started.sandbox.open(STACK);
    const outcome = await engine.up(PLAIN);
    assertDone(outcome);
    steps = outcome.steps.length;
    undisturbed = await atRest(() => everything(started.sandbox));
  });

  for (const point of POINTS) {
    it(`after ${point * 100} % of its steps has the same result when it is run again`, () =>
      hasTheSameResult(() => upKilledAt(started.sandbox, engine, Math.ceil(steps * point))));
  }

  for (const type of UNANSWERED) {
    it(`before the answer about a ${type.split(":").pop()} that AWS created has the same result after its import`, async () => {
      const { imported } = await hasTheSameResult(() => upKilledBeforeAnswer(started.sandbox, engine, type));
      assert.ok(imported.length >= 1);
    });
  }

  it("in the middle of a release has the same result after the release is uninstalled", async () => {
    const { releases } = await hasTheSameResult(() =>
      upKilledInRelease(started.sandbox, engine, "kube-prometheus-stack"),
    );
    assert.ok(releases.includes("kube-prometheus-stack pending-install"), releases.join());
  });

  it("before the answer about an installed release has the same result after the release is uninstalled", async () => {
    const { releases } = await hasTheSameResult(() =>
      upKilledAfterRelease(started.sandbox, engine, "opencost"),
    );
    assert.ok(releases.includes("opencost deployed"), releases.join());
  });

  async function hasTheSameResult(upKilled: () => Promise<Outcome>): Promise<Aftermath> {
    const { sandbox } = started;
    await engine.cancel(); // a failed test may have left its lock
    assertDone(await engine.destroy());
    assert.notEqual((await upKilled()).failed, undefined);
    const aftermath = await recover(sandbox, engine);
    console.log(`      ${JSON.stringify(aftermath)}`);
    assertDone(await engine.up(PLAIN));
    await eventually(async () => assert.deepEqual(await everything(sandbox), undisturbed));
    const looked = await engine.preview({ ...PLAIN, refresh: true }); // so that contents are compared too
    assertEmpty(looked);
    assert.deepEqual(
      looked.drift.flatMap(({ changed }) => changed).filter((path) => path !== "scalingConfig.desiredSize"),
      [],
    );
    assert.deepEqual((await engine.exported()).pending_operations ?? [], []);
    const undeployed = (await helmReleases(sandbox)).filter(({ status }) => status !== "deployed");
    assert.deepEqual(undeployed, []);
    return aftermath;
  }
});

/** Types, names and inputs of all resources in AWS, and titles of all Kubernetes objects without generated names. */
async function everything({ kubernetes, stateFile }: Sandbox): Promise<string[]> {
  const aws = readState(stateFile).resources.map(({ type, urn, inputs }) => {
    const compared = type === EBS_VOLUME ? { ...inputs, availabilityZone: "the scheduler's choice" } : inputs;
    return `${type} ${urn?.split("::").pop() ?? ""} ${JSON.stringify(compared)}`.replaceAll(GENERATED, "*");
  });
  const objects = [...(await everythingIn(kubernetes))].filter(
    (title) => !/^(Pod|ReplicaSet|Node|PersistentVolume|CSINode) /.test(title),
  );
  return [...aws, ...objects].sort();
}
