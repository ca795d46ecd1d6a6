import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "mocha";
import { clusterAutoscalerValues } from "../../../components/controllers/cluster-autoscaler";
import { listGroups, setCapacity } from "../../../sandbox/aws/auto-scaling";
import { emptyAccount, writeState, type AutoScalingGroup } from "../../../sandbox/aws/state";
import { ApiError, type KubernetesApi } from "../../../sandbox/kubernetes/api";
import {
  isReady,
  NodeAutoscaling,
  prioritiesOf,
  settingsOf,
  type PodSpec,
  type SandboxPod,
} from "../../../sandbox/kubernetes/node-autoscaling";
import { followGroups, type Node } from "../../../sandbox/kubernetes/nodes";
import { parseSettings } from "../../../stacks/parse-settings";
import { shippedSettings } from "../../recordings";

const { nodeAutoscaling, pools } = parseSettings(shippedSettings("staging"), "staging");
const { extraArgs, expanderPriorities } = clusterAutoscalerValues(
  { stack: "staging", region: "us-east-1", clusterName: "staging", pools, settings: nodeAutoscaling },
  "arn",
) as { extraArgs: Record<string, unknown>; expanderPriorities: Record<string, string[]> };
const ARGS = Object.entries(extraArgs).map(([flag, value]) => `--${flag}=${String(value)}`);

const GROUPS = { spot: "SPOT", application: "ON_DEMAND" };
const ASG = (pool: string) => `eks-staging-${pool}-20261101000000000000000001-uuid`;

/** An API server with objects in memory; it also does the work of a scheduler and a ReplicaSet. */
class FakeCluster {
  readonly folder = mkdtempSync(join(tmpdir(), "node-autoscaling-"));
  readonly stateFile = join(this.folder, "account.json");
  nodes: Node[] = [];
  pods: SandboxPod[] = [];
  /** Disruptions that a budget for all pods allows. */
  allowed: number | undefined;
  now = Date.parse("2026-11-01T00:00:00Z");
  private readonly autoscaling = new NodeAutoscaling(this.api, this.stateFile, () => this.now);

  constructor(change: (pool: string, group: AutoScalingGroup) => void = () => undefined) {
    const state = emptyAccount();
    const subnet = { type: "aws:ec2/subnet:Subnet", id: "subnet-1", computed: {} };
    state.resources.push({ ...subnet, inputs: { availabilityZone: "us-east-1a" } });
    for (const [pool, capacityType] of Object.entries(GROUPS)) {
      const name = `staging-${pool}`;
      state.resources.push({
        type: "aws:eks/nodeGroup:NodeGroup",
        id: name,
        inputs: { instanceTypes: ["t3a.large"], capacityType, subnetIds: ["subnet-1"], labels: { pool } },
        computed: { nodeGroupName: name },
      });
      const group = { name: ASG(pool), nodeGroupId: name, minSize: 0, maxSize: 5, desiredSize: 0, tags: {} };
      change(pool, group);
      state.autoScalingGroups.push(group);
    }
    writeState(this.stateFile, state);
  }

  private get api(): KubernetesApi {
    const objects = (path: string): unknown[] => {
      if (path.startsWith("/api/v1/nodes")) return this.nodes;
      if (path.includes("spec.nodeName%3D"))
        return this.pods.filter(({ spec }) => path.endsWith(spec.nodeName ?? "?"));
      if (path === "/api/v1/pods") return this.pods;
      if (path.includes("poddisruptionbudgets") && this.allowed !== undefined) {
        return [
          {
            metadata: { name: "all", namespace: "default" },
            spec: { selector: {} },
            status: { disruptionsAllowed: this.allowed },
          },
        ];
      }
      return [];
    };
    const fake = {
      list: (path: string) => Promise.resolve(structuredClone(objects(path))),
      get: (path: string) =>
        Promise.resolve(
          path.includes("configmaps")
            ? { data: { priorities: JSON.stringify(expanderPriorities) } }
            : { spec: { template: { spec: { containers: [{ args: ARGS }] } } } },
        ),
      create: (path: string, object: Node) => {
        if (path === "/api/v1/nodes") {
          this.nodes.push({
            ...object,
            status: { ...object.status, conditions: [{ type: "Ready", status: "True" }] },
          });
        } else {
          if (this.allowed === 0) return Promise.reject(new ApiError(429, "the budget refuses"));
          const pod = this.pods.find(({ metadata }) => path.includes(`/${metadata.name}/`))!;
          delete pod.spec.nodeName;
        }
        return Promise.resolve({});
      },
      merge: (path: string, { spec }: { spec?: Node["spec"] }) => {
        const node = this.nodes.find(({ metadata }) => path.endsWith(metadata.name))!;
        if (spec?.taints) node.spec.taints = spec.taints;
        return Promise.resolve({});
      },
      delete: (path: string) => {
        this.nodes = this.nodes.filter(({ metadata }) => !path.endsWith(metadata.name));
        const pod = this.pods.find(({ metadata }) => path.endsWith(`/${metadata.name}`));
        delete pod?.spec.nodeName;
        return Promise.resolve();
      },
    };
    return fake as unknown as KubernetesApi;
  }

  add(count: number, spec: Partial<PodSpec> = {}): void {
    for (let index = 0; index < count; index++) {
      this.pods.push({
        metadata: {
          name: `pod-${this.pods.length}`,
          namespace: "default",
          labels: { app: "web" },
          creationTimestamp: new Date(this.now - 60_000).toISOString(),
          ownerReferences: [{ kind: "ReplicaSet", uid: "web", controller: true }],
        },
        spec: { containers: [{ resources: { requests: { cpu: "900m", memory: "1Gi" } } }], ...spec },
        status: {
          phase: "Pending",
          conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }],
        },
      });
    }
  }

  /** Runs rounds of the sandbox, with a scheduler that chooses the first node with fewer than two pods. */
  async pass(seconds: number): Promise<void> {
    for (const end = this.now + seconds * 1000; this.now < end; this.now += 400) {
      await followGroups(this.api, listGroups(this.stateFile));
      for (const pod of this.pods.filter(({ spec }) => spec.nodeName === undefined)) {
        const home = this.nodes.find(
          ({ metadata, spec }) =>
            !spec.taints?.some(({ effect }) => effect === "NoSchedule") &&
            this.pods.filter((each) => each.spec.nodeName === metadata.name).length < 2,
        );
        if (home) pod.spec.nodeName = home.metadata.name;
      }
      await this.autoscaling.scan();
    }
  }

  sizes(): Record<string, number> {
    return Object.fromEntries(
      listGroups(this.stateFile).map(({ nodeGroupName, desiredSize }) => [
        nodeGroupName.slice(8),
        desiredSize,
      ]),
    );
  }

  end(): void {
    rmSync(this.folder, { recursive: true });
  }
}

async function inCluster(act: (cluster: FakeCluster) => Promise<void>): Promise<void> {
  const cluster = new FakeCluster();
  try {
    await act(cluster);
  } finally {
    cluster.end();
  }
}

describe("the simulated Cluster Autoscaler of the sandbox", () => {
  it("reads the flags that the program sets", () => {
    assert.deepEqual(settingsOf(ARGS), {
      scaleDownUtilization: 0.5,
      scaleDownGpuUtilization: 0.5,
      scaleDownUnneededTime: 300,
      scaleDownDelayAfterAdd: 300,
      maxNodeProvisionTime: 600,
    });
    assert.throws(
      () => settingsOf(ARGS.slice(1).filter((arg) => !arg.includes("unneeded"))),
      /scale-down-unneeded-time/,
    );
  });

  it("reads the priorities that the program sets", () => {
    const priorityOf = prioritiesOf(JSON.stringify(expanderPriorities));
    assert.deepEqual(
      ["spot", "application", "gpu"].map((pool) => priorityOf(ASG(pool))),
      [100, 50, 10],
    );
    assert.equal(priorityOf("other"), -1);
  });

  it("adds several nodes in one scan, spot first", () =>
    inCluster(async (cluster) => {
      cluster.add(5);
      await cluster.pass(0.4);
      assert.deepEqual(cluster.sizes(), { spot: 3, application: 0 });
      await cluster.pass(4);
      assert.deepEqual(cluster.sizes(), { spot: 3, application: 0 });
    }));

  it("falls back to on-demand while spot has no capacity, and returns to it", () =>
    inCluster(async (cluster) => {
      cluster.add(4);
      await cluster.pass(4);
      assert.deepEqual(cluster.sizes(), { spot: 2, application: 0 });
      setCapacity(cluster.stateFile, ASG("spot"), false);
      await cluster.pass(4);
      assert.deepEqual(cluster.sizes(), { spot: 0, application: 2 });
      assert.equal(cluster.nodes.length, 2);
      setCapacity(cluster.stateFile, ASG("spot"), true);
      cluster.add(2);
      await cluster.pass(1);
      assert.deepEqual(
        cluster.sizes(),
        { spot: 0, application: 3 },
        "it backs off for five minutes of the autoscaler's time",
      );
      await cluster.pass(12);
      cluster.add(2);
      await cluster.pass(4);
      assert.deepEqual(cluster.sizes(), { spot: 1, application: 3 });
    }));

  it("drains an unneeded node, and removes it", () =>
    inCluster(async (cluster) => {
      cluster.add(4);
      await cluster.pass(4);
      cluster.pods.splice(1, 2); // one is left on each
      await cluster.pass(9);
      assert.deepEqual(cluster.sizes(), { spot: 2, application: 0 });
      await cluster.pass(9);
      assert.deepEqual(cluster.sizes(), { spot: 1, application: 0 });
      assert.deepEqual(
        cluster.pods.map(({ spec }) => spec.nodeName),
        [cluster.nodes[0]!.metadata.name, cluster.nodes[0]!.metadata.name],
      );
    }));

  it("respects a disruption budget", () =>
    inCluster(async (cluster) => {
      cluster.add(4);
      await cluster.pass(4);
      cluster.pods.splice(1, 2);
      cluster.allowed = 0;
      await cluster.pass(20);
      assert.deepEqual(cluster.sizes(), { spot: 2, application: 0 });
    }));

  it("gives a new node another name than a removed one", () =>
    inCluster(async (cluster) => {
      cluster.add(4);
      await cluster.pass(4);
      const before = cluster.nodes.map(({ metadata }) => metadata.name);
      cluster.pods.splice(0, 2); // the first node is empty
      await cluster.pass(15);
      assert.deepEqual(
        cluster.nodes.map(({ metadata }) => metadata.name),
        [before[1]],
      );
      cluster.add(2);
      await cluster.pass(2);
      assert.equal(cluster.nodes.length, 2);
      assert.ok(!before.includes(cluster.nodes[1]!.metadata.name));
    }));
});

describe("a new node", () => {
  const node = (status: string, ...taints: string[]) => ({
    spec: { providerID: "", taints: taints.map((key) => ({ key, effect: "NoSchedule" })) },
    status: { capacity: {}, allocatable: {}, conditions: [{ type: "Ready", status }] },
  });

  it("is ready with the condition Ready and without the taint not-ready", () => {
    assert.equal(isReady(node("True")), true);
    assert.equal(isReady(node("True", "nvidia.com/gpu")), true);
    assert.equal(isReady(node("True", "nvidia.com/gpu", "node.kubernetes.io/not-ready")), false);
    assert.equal(isReady(node("False")), false);
  });
});
