import assert from "node:assert/strict";
import {
  placeholderPods,
  placeholderSchedule,
  SPOT_RESERVE_NAMESPACE,
  SPOT_RESERVE_REQUESTS,
} from "../../../components/nodes/spot-reserve";
import { cores, gibibytes } from "../../../components/kubernetes/quantity";
import { roomOnNode } from "../../../stacks/pods";
import { valueAt } from "../../../stacks/problems";
import { parseSettings } from "../../../stacks/parse-settings";
import { Graph } from "../../platform/graph";
import { recordStack, shippedRecording, shippedSettings } from "../../recordings";

const WEEKDAYS = {
  timeZone: "Europe/Berlin",
  firstDay: "monday",
  lastDay: "friday",
  start: "07:30",
  end: "19:00",
  cooldownSeconds: 90,
} as const;

describe("placeholder pods", () => {
  const { metadata, spec } = placeholderPods({ nodes: 3, priority: "placeholder" });
  const template = (...path: (string | number)[]) => valueAt(spec, ["template", "spec", ...path]);

  it("are as many as the nodes to keep, with the priority of the settings", () => {
    assert.equal(spec["replicas"], 3);
    assert.equal(template("priorityClassName"), "placeholder");
  });

  it("run on spot nodes only, one on each", () => {
    const required = "requiredDuringSchedulingIgnoredDuringExecution";
    assert.deepEqual(template("affinity", "nodeAffinity", required, "nodeSelectorTerms"), [
      {
        matchExpressions: [{ key: "eks.amazonaws.com/capacityType", operator: "In", values: ["SPOT"] }],
      },
    ]);
    const [apart, ...others] = template("affinity", "podAntiAffinity", required) as Record<string, unknown>[];
    assert.deepEqual(others, []);
    assert.equal(apart!["topologyKey"], "kubernetes.io/hostname");
    assert.deepEqual(
      valueAt(apart, ["labelSelector", "matchLabels"]),
      valueAt(spec, ["template", "metadata", "labels"]),
    );
  });

  it("are never more than that, also while they are replaced", () => {
    assert.deepEqual(spec["strategy"], { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } });
  });

  it("leave room on a spot node for as many shipped pods as without them", () => {
    const { pools, services } = parseSettings(shippedSettings("production"), "production");
    const { cpu, memory } = roomOnNode(pools["spot"]!);
    const { requests } = services["frontend"]!;
    const places = (free: number) => Math.floor(free / cores(requests.cpu));
    assert.equal(places(cpu - cores(SPOT_RESERVE_REQUESTS.cpu)), places(cpu));
    assert.ok(gibibytes(SPOT_RESERVE_REQUESTS.memory) < memory / 100);
  });

  it("don't block an `up` when AWS has no spot capacity", () => {
    assert.equal(metadata.annotations?.["pulumi.com/skipAwait"], "true");
  });

  it("raise no alert while they wait: none of their series reaches an alert or a panel", async () => {
    const graph = new Graph(await shippedRecording("production"));
    const values = graph.one("Release", "kube-prometheus-stack").inputs["values"];
    assert.deepEqual(valueAt(values, ["kube-state-metrics", "namespacesDenylist"]), [SPOT_RESERVE_NAMESPACE]);
    assert.equal(metadata.namespace, SPOT_RESERVE_NAMESPACE);
  });

  it("are removed outside of the hours of a schedule", () => {
    const { spec: scaled } = placeholderSchedule({ nodes: 3, priority: "placeholder" }, WEEKDAYS);
    assert.deepEqual(scaled, {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: metadata.name },
      minReplicaCount: 0,
      maxReplicaCount: 3,
      cooldownPeriod: 90,
      triggers: [
        {
          type: "cron",
          name: "working-hours",
          metadata: {
            timezone: "Europe/Berlin",
            start: "30 7 * * 1,2,3,4,5",
            end: "0 19 * * 1,2,3,4,5",
            desiredReplicas: "3",
          },
        },
      ],
    });
  });
});

describe("the spot reserve of a stack", () => {
  const made = (graph: Graph) =>
    graph.all("SpotReserve").length +
    graph.all("Deployment").filter(({ name }) => name.startsWith("spot-reserve")).length;

  it("is created if the settings have one; with a schedule KEDA sets its number", async () => {
    const staging = new Graph(await shippedRecording("staging"));
    const pods = staging.one("Deployment", "spot-reserve/pods");
    assert.deepEqual(pods.ignoreChanges, ["spec.replicas"]);
    assert.ok(staging.one("ScaledObject", "spot-reserve/schedule"));
    const production = new Graph(await shippedRecording("production"));
    assert.deepEqual(production.one("Deployment", "spot-reserve/pods").ignoreChanges ?? [], []);
    assert.equal(production.all("ScaledObject").filter(({ name }) => name.startsWith("spot")).length, 0);
  });

  it("is left out if they have none", async () => {
    const settings = shippedSettings("staging");
    delete settings["spotReserve"];
    assert.equal(made(new Graph(await recordStack("staging", settings))), 0);
  });
});
