import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readState } from "../../sandbox/aws/state";
import { EBS_VOLUME } from "../../sandbox/aws/types/volume";
import type { Engine } from "../../sandbox/engine/engine";
import { changes, type Outcome } from "../../sandbox/engine/outcome";
import { everythingIn } from "../../sandbox/kubernetes/leftovers";
import type { Sandbox } from "../../sandbox/session/sandbox";
import { assertDone, assertEmpty, useSandbox } from "./fixture";
import { recover, upKilledAt, upKilledInRelease, upKilledUnheard, type Aftermath } from "./interruption";

const STACK = "staging";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

/** Where in its length an `up` is killed. */
const POINTS = process.env["SANDBOX_FULL"]
  ? [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
  : [0.25, 0.6, 0.85];

/** What AWS numbers: ids, and the suffixes of names. */
const DRAWN = /[0-9A-Fa-f]{16,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Kinds on which nothing else of the stack depends. */
const FORGOTTEN = [
  "kubernetes:core/v1:ConfigMap",
  "kubernetes:keda.sh/v1alpha1:ScaledObject",
  "kubernetes:monitoring.coreos.com/v1:PrometheusRule",
  "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
];

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
  });

  it("takes over objects of the cluster that its state doesn't know", async () => {
    const engine = await started.sandbox.open(STACK);
    await engine.forget(({ type }) => FORGOTTEN.includes(type));
    const outcome = await engine.up();
    assertDone(outcome);
    assert.deepEqual([...new Set(changes(outcome).map(({ operation }) => operation))], ["create"]);
    assert.deepEqual(await everything(started.sandbox), undisturbed);
    assertDone(await engine.destroy());
  });

  for (const point of POINTS) {
    it(`after ${point * 100} % of its steps ends the same when it is run again`, () =>
      endsTheSame((sandbox, engine) => upKilledAt(sandbox, engine, Math.ceil(steps * point))));
  }

  it("before it heard of node groups that AWS made ends the same when they are deleted and it is run again", async () => {
    const { removed } = await endsTheSame((sandbox, engine) => upKilledUnheard(sandbox, engine, NODE_GROUP));
    assert.ok(removed > 0);
  });

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
    try {
      const killed = await upKilled(sandbox, engine);
      assert.notEqual(killed.failed, undefined);
      const aftermath = await recover(sandbox, engine);
      console.log(`      ${JSON.stringify(aftermath)}`);
      assertDone(await engine.up());
      assert.deepEqual(await everything(sandbox), undisturbed);
      assertEmpty(await engine.preview());
      assert.deepEqual((await engine.exported()).pending_operations ?? [], []);
      return aftermath;
    } finally {
      assertDone(await engine.destroy()); // the next one starts from nothing
    }
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
