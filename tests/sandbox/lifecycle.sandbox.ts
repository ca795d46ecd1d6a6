import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { DEFINITIONS } from "../../components/controllers/definitions";
import { callLogOf, readCalls } from "../../sandbox/aws/call-log";
import { readState } from "../../sandbox/aws/state";
import { EBS_VOLUME } from "../../sandbox/aws/types/volume";
import type { Engine } from "../../sandbox/engine/engine";
import { changes, counts } from "../../sandbox/engine/outcome";
import { settingsOf, withImages } from "../../sandbox/engine/settings";
import type { KubernetesApi, KubernetesObject } from "../../sandbox/kubernetes/api";
import { everythingIn, leftovers } from "./leftovers";
import { poolUse, unscheduled } from "../../sandbox/kubernetes/pods";
import { assertDone, assertEmpty, useSandbox } from "./fixture";
import { moveAutoscalers } from "./drift";
import { crowded, misplaced, unready } from "./placement";
import { eventually } from "./waiting";

type Owned = KubernetesObject & { metadata: { ownerReferences?: object[] } };

type Scaled = KubernetesObject & { spec: { replicas: number } };

/** What autoscalers and controllers own by design. */
const OWNED_BY_AUTOSCALERS = ["aws:eks/nodeGroup:NodeGroup scalingConfig.desiredSize"];

const DEFINITIONS_PATH = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

const vpaDefinition = DEFINITIONS["vertical-pod-autoscaler"].definitions.find(({ metadata }) =>
  metadata.name.startsWith("verticalpodautoscalers."),
)!;

/** An old version as Helm would have left it: with another short name, and without the field of the update policy. */
function outdatedDefinition(): typeof vpaDefinition {
  const definition = structuredClone(vpaDefinition);
  definition.spec.names.shortNames = ["autoscaler"];
  for (const { schema } of definition.spec.versions) {
    delete (schema.openAPIV3Schema.properties.spec.properties as { updatePolicy?: object }).updatePolicy;
  }
  return definition;
}

for (const stack of ["staging", "production"]) {
  describe(`${stack} in the sandbox`, () => {
    const started = useSandbox();
    let engine: Engine;
    let before: Set<string>;

    it("has a preview without a mandatory violation, as it is shipped", async () => {
      before = await everythingIn(started.sandbox.kubernetes);
      engine = await started.sandbox.open(stack);
      const outcome = await engine.preview();
      assertDone(outcome);
      assert.deepEqual(
        outcome.violations.filter(({ level }) => level === "mandatory"),
        [],
      );
    });

    it("comes up, with pods for every service: AWS and the API server accept everything", async () => {
      await engine.configure(started.sandbox.configurationOf(stack, withImages));
      await started.sandbox.kubernetes.create(DEFINITIONS_PATH, outdatedDefinition());
      const outcome = await engine.up();
      assertDone(outcome);
      console.log(`      ${JSON.stringify(counts(outcome))} in ${outcome.milliseconds} ms`);
    });

    it("updates the definition of a kind that an older chart left", async () => {
      const path = `${DEFINITIONS_PATH}/${vpaDefinition.metadata.name}`;
      const { spec } = (await started.sandbox.kubernetes.get<typeof vpaDefinition>(path))!;
      assert.deepEqual(spec.names.shortNames, vpaDefinition.spec.names.shortNames);
      assert.deepEqual(
        spec.versions.map(({ schema }) => schema),
        vpaDefinition.spec.versions.map(({ schema }) => schema),
      );
    });

    it("places every pod on the pool that it is meant for", async () => {
      const { kubernetes } = started.sandbox;
      const settings = settingsOf(started.sandbox.configurationOf(stack));
      await eventually(async () => {
        assert.deepEqual(await unready(kubernetes), []);
        assert.deepEqual(await unscheduled(kubernetes), []);
        assert.deepEqual(await misplaced(kubernetes, settings), []);
        assert.deepEqual(await crowded(kubernetes, settings), []);
      });
      const pools = await poolUse(kubernetes);
      console.log(`      ${JSON.stringify(pools)}`);
      const system = pools.find(({ pool }) => pool === "system")!;
      assert.equal(system.nodes, settings.pools["system"]!.minSize);
    });

    it("stores metrics on volumes that no StatefulSet owns, since the operator recreates one for a larger volume", async () => {
      const { kubernetes, stateFile } = started.sandbox;
      const claims = await kubernetes.list<Owned>("/api/v1/persistentvolumeclaims");
      assert.equal(claims.length, 2);
      assert.deepEqual(
        claims.flatMap(({ metadata }) => metadata.ownerReferences ?? []),
        [],
      );
      assert.equal(readState(stateFile).resources.filter(({ type }) => type === EBS_VOLUME).length, 2);
    });

    it("has nothing to change in a second up", async () => {
      assertEmpty(await engine.up());
    });

    it("has nothing to change after autoscalers and controllers have changed what they own", async () => {
      await moveAutoscalers(started.sandbox);
      assertEmpty(await engine.preview());
    });

    it("shows in a refresh no drift except what autoscalers own", async () => {
      const outcome = await engine.preview({ refresh: true });
      assertDone(outcome);
      assert.deepEqual(changes(outcome), []);
      const found = outcome.drift.flatMap(({ type, changed }) => changed.map((path) => `${type} ${path}`));
      assert.deepEqual([...new Set(found)], OWNED_BY_AUTOSCALERS);
    });

    // A rollout's extra pods may make the Cluster Autoscaler add a node, so the pools' sizes are no proof: that no
    // node group is among the changes is.
    it("ships new images, and leaves replicas and pools to autoscalers", async () => {
      const { kubernetes } = started.sandbox;
      const chosen = await replicasIn(kubernetes);
      await engine.configure(started.sandbox.configurationOf(stack, (config) => withImages(config, "2")));
      const outcome = await engine.up();
      assertDone(outcome);
      assert.ok(changes(outcome).length > 0);
      assert.deepEqual(
        changes(outcome).filter(
          ({ operation, type }) => operation !== "update" || type !== "kubernetes:apps/v1:Deployment",
        ),
        [],
      );
      assert.deepEqual(await replicasIn(kubernetes), chosen);
    });

    it("is destroyed, and leaves only what is kept on purpose", async () => {
      const { cloud, kubernetes, stateFile } = started.sandbox;
      const outcome = await engine.destroy();
      assertDone(outcome);
      await cloud.settle(); // deletes the nodes of the last groups
      const account = readState(stateFile);
      assert.deepEqual(account.resources, []);
      assert.deepEqual(account.autoScalingGroups, []);
      assert.equal(account.keysPendingDeletion.length, 1);
      assert.deepEqual(await leftovers(kubernetes, before), []);
      console.log(`      ${JSON.stringify(counts(outcome))} in ${outcome.milliseconds} ms`);
    });

    it("deregistered its targets while the load-balancer controller and the resources that it needs existed", () => {
      const calls = readCalls(callLogOf(started.sandbox.stateFile)).filter(({ preview }) => !preview);
      const targets = (method: string) =>
        new Set(calls.filter((call) => call.method === method).map(({ name }) => name));
      assert.deepEqual(targets("DeregisterTargets"), targets("RegisterTargets"));
      assert.ok(targets("RegisterTargets").size > 0);
      const last = calls.map(({ method }) => method).lastIndexOf("DeregisterTargets");
      for (const type of [
        "aws:lb/targetGroup:TargetGroup",
        "aws:iam/role:Role",
        "aws:eks/nodeGroup:NodeGroup",
      ]) {
        const gone = calls.findIndex((call) => call.method === "delete" && call.type === type);
        assert.ok(last < gone, `${type} was deleted first`);
      }
    });
  });
}

/** "namespace/name" of every Deployment -> desired number of pods. */
async function replicasIn(kubernetes: KubernetesApi): Promise<Record<string, number>> {
  const deployments = await kubernetes.list<Scaled>("/apis/apps/v1/deployments");
  return Object.fromEntries(
    deployments.map(({ metadata, spec }) => [`${metadata.namespace}/${metadata.name}`, spec.replicas]),
  );
}
