import assert from "node:assert/strict";
import { EXPORTERS, type Exporter } from "../../components/monitoring/exporters";
import { METRICS } from "../../components/monitoring/metrics";
import { services } from "../../stacks/services";
import { valueAt } from "../../stacks/problems";
import { shippedStack } from "../components/shipped";
import { shippedRecording, STACKS } from "../recordings";
import { Graph } from "./graph";

for (const stack of STACKS) {
  describe(`Prometheus of ${stack}`, () => {
    let graph: Graph;

    before(async () => {
      graph = new Graph(await shippedRecording(stack));
    });

    for (const [name, exporter] of Object.entries<Exporter>(EXPORTERS)) {
      it(`scrapes ${name}`, () => {
        const { scrape } = exporter;
        if ("podMonitor" in scrape) graph.one("PodMonitor", scrape.podMonitor);
        else if ("chartValue" in scrape) assert.equal(chartValue(exporter.chart, scrape.chartValue), true);
        else {
          for (const path of scrape.unlessDisabled) {
            assert.notEqual(chartValue(exporter.chart, path), false, path);
          }
        }
      });
    }

    it("takes monitors and rules of every release, not only of its own chart", () => {
      for (const kind of ["rule", "serviceMonitor", "podMonitor"]) {
        const path = `prometheus.prometheusSpec.${kind}SelectorNilUsesHelmValues`;
        assert.equal(chartValue("kube-prometheus-stack", path), false);
      }
    });

    it("gives the recommender's series the name of its job", () => {
      const { inputs } = graph.one("PodMonitor", "vertical-pod-autoscaler-recommender");
      assert.equal(valueAt(inputs, ["spec", "jobLabel"]), "app.kubernetes.io/name");
      assert.equal(EXPORTERS["vertical-pod-autoscaler"].job, "vertical-pod-autoscaler"); // the chart's name, on its pods
    });

    it("scrapes the pods of every service, under the service's name", () => {
      const monitors = graph.all("PodMonitor").map(({ inputs }) => inputs);
      for (const { name, namespace } of services(shippedStack(stack))) {
        const monitor = monitors.find(
          (each) =>
            valueAt(each, ["metadata", "name"]) === name &&
            valueAt(each, ["metadata", "namespace"]) === namespace,
        );
        assert.equal(
          valueAt(monitor, ["spec", "jobLabel"]),
          "app.kubernetes.io/name",
          `${namespace}/${name}`,
        );
      }
    });

    it("gets kube-state-metrics' series from it alone: either flag makes OpenCost export them too", () => {
      assert.deepEqual(chartValue("opencost", "opencost.metrics.kubeStateMetrics"), {
        emitKsmV1Metrics: false,
        emitKsmV1MetricsOnly: false,
      });
    });

    it("gets every label of nodes and pods that rules may use", () => {
      const allowed = chartValue(
        "kube-prometheus-stack",
        "kube-state-metrics.metricLabelsAllowlist",
      ) as string[];
      const exported = (resource: string) =>
        (allowed.find((entry) => entry.startsWith(`${resource}=[`)) ?? "")
          .slice(resource.length + 2, -1)
          .split(",")
          .map(asLabel);
      for (const [metric, resource] of [
        ["kube_node_labels", "nodes"],
        ["kube_pod_labels", "pods"],
      ] as const) {
        const used = METRICS[metric]!.labels.filter((label) => label.startsWith("label_"));
        assert.deepEqual(
          used.filter((label) => !exported(resource).includes(label)),
          [],
        );
      }
    });

    it("gets the recommendations, which kube-state-metrics must be configured for and allowed to read", () => {
      const state = "kube-state-metrics.customResourceState";
      assert.equal(chartValue("kube-prometheus-stack", `${state}.enabled`), true);
      const [resource] = chartValue("kube-prometheus-stack", `${state}.config.spec.resources`) as {
        metricNamePrefix: string;
        labelsFromPath: Record<string, string[]>;
        metrics: { name: string; commonLabels: object; each: { gauge: { labelsFromPath: object } } }[];
      }[];
      for (const { name, commonLabels, each } of resource!.metrics) {
        const labels = { ...resource!.labelsFromPath, ...commonLabels, ...each.gauge.labelsFromPath };
        assert.deepEqual(
          Object.keys(labels).sort(),
          [...METRICS[`${resource!.metricNamePrefix}_${name}`]!.labels].sort(),
        );
      }
      const rules = chartValue("kube-prometheus-stack", "kube-state-metrics.rbac.extraRules");
      assert.deepEqual(rules, [
        {
          apiGroups: ["autoscaling.k8s.io"],
          resources: ["verticalpodautoscalers"],
          verbs: ["list", "watch"],
        },
      ]);
    });

    function chartValue(release: string, path: string): unknown {
      const keys = path.split(".");
      return valueAt(graph.one("Release", release).inputs["values"], keys);
    }
  });
}

/** As kube-state-metrics writes the key of a label: lower snake case. */
function asLabel(key: string): string {
  const snake = key.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^a-zA-Z0-9]/g, "_");
  return `label_${snake.toLowerCase()}`;
}
