import assert from "node:assert/strict";
import { CHARTS, type ChartName } from "../../components/controllers/charts";
import { DEFINITIONS } from "../../components/controllers/definitions";
import { FOOTPRINTS } from "../../components/controllers/footprints";
import type { PoolSettings } from "../../components/nodes/node-pool.settings";
import { cores, gibibytes } from "../../components/kubernetes/quantity";
import { valueAt } from "../../stacks/problems";
import type { RecordedResource } from "../../planner/engine";
import { SIMULATED_CHARTS } from "../../sandbox/charts/simulated-charts";
import { recordStack, shippedRecording, shippedSettings, STACKS } from "../recordings";
import { Graph } from "./graph";

/** Releases whose pods run on every node or on GPU nodes; all others belong on the system pool. */
const ON_THE_NODES = ["aws-node-termination-handler", "nvidia-device-plugin", "dcgm-exporter"];
/** Releases without pods. */
const WITHOUT_PODS = ["prometheus-operator-crds"];

describe("controllers", () => {
  for (const stack of STACKS) {
    it(`${stack}: installs every chart of the table, at its version, under its own name`, async () => {
      const graph = new Graph(await shippedRecording(stack));
      assert.deepEqual(
        graph
          .all("Release")
          .map(({ name }) => name)
          .sort(),
        Object.keys(CHARTS).sort(),
      );
      for (const { name, inputs } of graph.all("Release")) {
        assert.equal(inputs["name"], name);
        assert.equal(inputs["version"], CHARTS[name as keyof typeof CHARTS].version);
        assert.equal(inputs["atomic"], true);
        assert.ok(inputs["namespace"]);
      }
    });
  }

  it("makes the definitions of charts that have them in their folder crds, those of the pinned version", async () => {
    const graph = new Graph(await shippedRecording("staging"));
    for (const [chart, { chartVersion, definitions }] of Object.entries(DEFINITIONS)) {
      assert.equal(chartVersion, CHARTS[chart as ChartName].version, "run `npm run definitions`");
      const release = graph.one("Release", chart);
      assert.equal(release.inputs["skipCrds"], true);
      for (const { metadata, spec } of definitions) {
        const made = graph.one("CustomResourceDefinition", metadata.name);
        assert.deepEqual(made.inputs["spec"], spec);
        assert.ok(release.dependsOn.includes(made.urn), metadata.name);
      }
    }
    const made = graph.all("CustomResourceDefinition").map(({ inputs }) => {
      const { group, names } = inputs["spec"] as { group: string; names: { kind: string } };
      return `${group}/${names.kind}`;
    });
    for (const kind of ["autoscaling.k8s.io/VerticalPodAutoscaler", "elbv2.k8s.aws/TargetGroupBinding"]) {
      assert.ok(made.includes(kind), kind);
    }
  });

  it("takes all charts from a mirror where one is set", async () => {
    const settings = { ...shippedSettings("staging"), chartMirror: "https://charts.internal.example/mirror" };
    const graph = new Graph(await recordStack("staging", settings));
    for (const { name, inputs } of graph.all("Release")) {
      assert.equal(inputs["chart"], name);
      assert.deepEqual(inputs["repositoryOpts"], { repo: "https://charts.internal.example/mirror" });
    }
  });

  it("pins what isn't on every node to the system pool, tolerating its taint", async () => {
    const graph = new Graph(await shippedRecording("production"));
    for (const release of graph.all("Release")) {
      if ([...ON_THE_NODES, ...WITHOUT_PODS].includes(release.name)) continue;
      const pinned = groupsWith(values(release), "nodeSelector");
      assert.ok(pinned.length > 0, release.name);
      for (const group of pinned) {
        assert.deepEqual(group["nodeSelector"], { "node-pool": "system" }, release.name);
        assert.deepEqual(
          group["tolerations"],
          [{ key: "CriticalAddonsOnly", operator: "Equal", value: "true", effect: "NoSchedule" }],
          release.name,
        );
      }
    }
  });

  it("tolerates all taints that the pools have: on the system pool, and on all that have GPUs", async () => {
    const settings = shippedSettings("production");
    const pools = structuredClone(settings["pools"]) as Record<string, PoolSettings>;
    const dedicated = { key: "dedicated", value: "system", effect: "NoExecute" } as const;
    const other = { key: "example.com/gpu", value: "yes", effect: "NoSchedule" } as const;
    const more = { key: "more", value: "gpus", effect: "PreferNoSchedule" } as const;
    pools["system"]!.taints = [dedicated];
    pools["gpu"]!.taints = [other];
    pools["more-gpus"] = { ...pools["gpu"]!, taints: [other, more] };
    const graph = new Graph(await recordStack("production", { ...settings, pools }));
    const tolerated = (taints: object[]) => taints.map((taint) => ({ ...taint, operator: "Equal" }));

    const addons = ["coredns", "metrics-server", "aws-ebs-csi-driver"].map((name) =>
      JSON.parse(String(graph.one("Addon", name).inputs["configurationValues"])),
    );
    const controllers = graph
      .all("Release")
      .filter(({ name }) => ![...ON_THE_NODES, ...WITHOUT_PODS].includes(name))
      .map(values);
    for (const group of [...addons, ...controllers].flatMap((each) => groupsWith(each, "nodeSelector"))) {
      assert.deepEqual(group["tolerations"], tolerated([dedicated]));
    }
    for (const name of ["nvidia-device-plugin", "dcgm-exporter"]) {
      assert.deepEqual(values(graph.one("Release", name))["tolerations"], tolerated([other, more]), name);
    }
  });

  it("pins each part of kube-prometheus-stack that has a place of its own", async () => {
    const { prometheus, alertmanager, prometheusOperator, grafana, ...rest } = values(
      new Graph(await shippedRecording("production")).one("Release", "kube-prometheus-stack"),
    ) as Record<string, Record<string, Record<string, unknown>>>;
    for (const group of [
      prometheus!["prometheusSpec"],
      alertmanager!["alertmanagerSpec"],
      prometheusOperator,
      (prometheusOperator!["admissionWebhooks"] as Record<string, Record<string, unknown>>)["patch"],
      grafana,
      rest["kube-state-metrics"],
    ]) {
      assert.deepEqual(group?.["nodeSelector"], { "node-pool": "system" });
    }
  });

  it("runs the node termination handler on every node, with its metrics on", async () => {
    const handler = values(
      new Graph(await shippedRecording("production")).one("Release", "aws-node-termination-handler"),
    );
    assert.equal(handler["nodeSelector"], undefined);
    assert.equal(handler["tolerations"], undefined); // the chart's default for the DaemonSet tolerates everything
    assert.equal(handler["enablePrometheusServer"], true);
    assert.equal((handler["podMonitor"] as { create: boolean }).create, true);
  });

  it("shares each GPU among as many pods as the gpu pool's setting says", async () => {
    const plugin = values(
      new Graph(await shippedRecording("production")).one("Release", "nvidia-device-plugin"),
    );
    const text = (plugin["config"] as { map: { default: string } }).map.default;
    assert.deepEqual(JSON.parse(text), {
      version: "v1",
      sharing: { timeSlicing: { resources: [{ name: "nvidia.com/gpu", replicas: 2 }] } },
    });
  });

  it("gives every release with pods requests and a priority class", async () => {
    const graph = new Graph(await shippedRecording("production"));
    const ownPriority = ["aws-node-termination-handler"]; // the chart's default
    for (const release of graph.all("Release")) {
      if (WITHOUT_PODS.includes(release.name)) continue;
      const resources = groupsWith(values(release), "requests");
      assert.ok(resources.length > 0, release.name);
      for (const { requests, limits } of resources) {
        if (!("memory" in (requests as object))) continue; // a volume's
        const memory = (of: unknown) => gibibytes((of as { memory: string }).memory);
        assert.ok(
          memory(limits) > memory(requests),
          `${release.name}: ${JSON.stringify({ requests, limits })}`,
        );
      }
      if (!ownPriority.includes(release.name)) {
        assert.ok(groupsWith(values(release), "priorityClassName").length > 0, release.name);
      }
    }
  });

  it("uses in the capacity fit the requests that the charts get", async () => {
    const graph = new Graph(await shippedRecording("production"));
    for (const [name, footprint] of Object.entries({
      "cluster-autoscaler": "cluster-autoscaler",
      "aws-node-termination-handler": "aws-node-termination-handler",
      "vertical-pod-autoscaler": "vertical-pod-autoscaler-recommender",
      "aws-load-balancer-controller": "aws-load-balancer-controller",
      "dcgm-exporter": "dcgm-exporter",
      opencost: "opencost",
    })) {
      const requested = sum(
        groupsWith(values(graph.one("Release", name)), "requests").map((each) => each["requests"]),
      );
      assert.deepEqual(requested, sum([FOOTPRINTS.find((each) => each.name === footprint)!.requests]), name);
    }
  });

  it("gives requests to every container that the charts' pods have, by their values or by the namespace's defaults", async () => {
    const graph = new Graph(await shippedRecording("production"));
    for (const release of graph.all("Release")) {
      const { namespace } = release.inputs as { namespace: string };
      const defaults = graph
        .all("LimitRange")
        .find(({ inputs }) => (inputs["metadata"] as { namespace: string }).namespace === namespace);
      const requests = (path: string[]) =>
        valueAt(values(release), [...path, "requests"]) ??
        valueAt(defaults?.inputs, ["spec", "limits", 0, "defaultRequest"]);
      for (const { name, containers } of SIMULATED_CHARTS[release.name as ChartName].workloads) {
        const each = containers.map(({ resources }) => requests(resources));
        assert.ok(!each.includes(undefined), `${release.name}: a container of ${name} has no requests`);
        const footprint = FOOTPRINTS.find((one) => one.name === name);
        if (footprint) assert.deepEqual(sum([footprint.requests]), sum(each), name);
      }
    }
  });

  it("counts the sidecars of Prometheus, Alertmanager and Grafana", async () => {
    const stack = values(
      new Graph(await shippedRecording("production")).one("Release", "kube-prometheus-stack"),
    );
    const requests = (...path: string[]) => valueAt(stack, [...path, "resources", "requests"]);
    const reloader = requests("prometheusOperator", "prometheusConfigReloader");
    const sidecar = requests("grafana", "sidecar");
    const footprint = (name: string) => sum([FOOTPRINTS.find((each) => each.name === name)!.requests]);
    assert.deepEqual(footprint("prometheus"), sum([requests("prometheus", "prometheusSpec"), reloader]));
    assert.deepEqual(
      footprint("alertmanager"),
      sum([requests("alertmanager", "alertmanagerSpec"), reloader]),
    );
    assert.deepEqual(footprint("grafana"), sum([requests("grafana"), sidecar, sidecar]));
  });

  it("keeps the claims of Prometheus and Alertmanager when the operator recreates their StatefulSets", async () => {
    const { prometheus, alertmanager } = values(
      new Graph(await shippedRecording("production")).one("Release", "kube-prometheus-stack"),
    ) as Record<string, Record<string, Record<string, unknown>>>;
    for (const spec of [prometheus!["prometheusSpec"], alertmanager!["alertmanagerSpec"]]) {
      assert.ok(spec);
      assert.ok(!("persistentVolumeClaimRetentionPolicy" in spec)); // Kubernetes' own is to retain
    }
  });
});

function values(release: RecordedResource): Record<string, unknown> {
  return release.inputs["values"] as Record<string, unknown>;
}

/** Every group of nested values that has a key. */
function groupsWith(value: unknown, key: string): Record<string, unknown>[] {
  if (value === null || typeof value !== "object") return [];
  const group = value as Record<string, unknown>;
  return [
    ...(key in group && !Array.isArray(value) ? [group] : []),
    ...Object.values(group).flatMap((inner) => groupsWith(inner, key)),
  ];
}

function sum(requests: unknown[]): { cpu: number; memory: number } {
  const each = requests as { cpu: string; memory: string }[];
  const round = (value: number) => Number(value.toFixed(6));
  return {
    cpu: round(each.reduce((total, { cpu }) => total + cores(cpu), 0)),
    memory: round(each.reduce((total, { memory }) => total + gibibytes(memory), 0)),
  };
}
