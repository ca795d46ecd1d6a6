import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import { readState } from "../../sandbox/aws/state";
import { EBS_VOLUME } from "../../sandbox/aws/types/volume";
import type { Engine } from "../../sandbox/engine/engine";
import type { Outcome } from "../../sandbox/engine/outcome";
import { everythingIn } from "./leftovers";
import type { Sandbox } from "../../sandbox/session/sandbox";
import { assertDone, assertEmpty, useSandbox } from "./fixture";
import { upKilledAfterRelease, upKilledAt, upKilledInRelease, upKilledUnheard } from "./interruption";
import { helmReleases, recover, type Aftermath } from "./recovery";
import { atRest, eventually } from "./waiting";

const STACK = "staging";
const FULL = process.env["SANDBOX_FULL"] !== undefined;

/** Where in its length an `up` is killed. */
const POINTS = FULL ? [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] : [0.25, 0.6, 0.85];

/** Of what AWS takes minutes to make. */
const UNHEARD = ["aws:eks/nodeGroup:NodeGroup", ...(FULL ? ["aws:eks/cluster:Cluster"] : [])];

/** What AWS numbers: ids, and the suffixes of names. */
const DRAWN = /[0-9A-Fa-f]{16,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The policy pack judges what is killed; starting it takes long, and it has nothing to say about the rest. */
const PLAIN = { withoutPolicies: true };

describe("an up that was killed", () => {
  const started = useSandbox();
  let engine: Engine;
  let steps = 0;
  let undisturbed: string[];

  before("see what an undisturbed one makes", async () => {
    engine = await started.sandbox.open(STACK);
    const outcome = await engine.up(PLAIN);
    assertDone(outcome);
    steps = outcome.steps.length;
    undisturbed = await atRest(() => everything(started.sandbox));
  });

  for (const point of POINTS) {
    it(`after ${point * 100} % of its steps ends the same when it is run again`, () =>
      endsTheSame(() => upKilledAt(started.sandbox, engine, Math.ceil(steps * point))));
  }

  for (const type of UNHEARD) {
    it(`before it heard of a ${type.split(":").pop()} that AWS made ends the same when that is imported`, async () => {
      const { imported } = await endsTheSame(() => upKilledUnheard(started.sandbox, engine, type));
      assert.ok(imported.length >= 1);
    });
  }

  it("in the middle of a release ends the same when the release is taken off", async () => {
    const { releases } = await endsTheSame(() =>
      upKilledInRelease(started.sandbox, engine, "kube-prometheus-stack"),
    );
    assert.ok(releases.includes("kube-prometheus-stack pending-install"), releases.join());
  });

  it("before it heard of a release that was installed ends the same when the release is taken off", async () => {
    const { releases } = await endsTheSame(() => upKilledAfterRelease(started.sandbox, engine, "opencost"));
    assert.ok(releases.includes("opencost deployed"), releases.join());
  });

  async function endsTheSame(upKilled: () => Promise<Outcome>): Promise<Aftermath> {
    const { sandbox } = started;
    await engine.cancel(); // a test that failed may have left its lock
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

/** Types, names and inputs of all that AWS holds, and titles of what Kubernetes does but for what draws its names. */
async function everything({ kubernetes, stateFile }: Sandbox): Promise<string[]> {
  const aws = readState(stateFile).resources.map(({ type, urn, inputs }) => {
    const told = type === EBS_VOLUME ? { ...inputs, availabilityZone: "the scheduler's choice" } : inputs;
    return `${type} ${urn?.split("::").pop() ?? ""} ${JSON.stringify(told)}`.replaceAll(DRAWN, "*");
  });
  const objects = [...(await everythingIn(kubernetes))].filter(
    (title) => !/^(Pod|ReplicaSet|Node|PersistentVolume|CSINode) /.test(title),
  );
  return [...aws, ...objects].sort();
}
