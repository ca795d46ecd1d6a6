import { METRICS, type Metric } from "../../components/monitoring/metrics";
import { serviceMetrics } from "../../components/monitoring/service-metrics";
import type { MonitoredStack } from "../../components/monitoring/monitored-stack";
import type { Service } from "../../components/scaling/service";
import { PRODUCTION } from "./clusters/production";
import { STAGING } from "./clusters/staging";
import { roundStack, type StackName } from "./round-stack";
import { controllerSeries } from "./world/controllers";
import { nodeSeries } from "./world/nodes";
import { podSeries } from "./world/pods";
import { selector, type Series } from "./world/series";
import { podsOf, serviceSeries } from "./world/services";
import type { Cluster, ServiceRow } from "./world/tables";
import { targetLabels, upSeries, whileExportersMove } from "./world/targets";

/** A stack, and all that its exporters export for 26 hours. */
export interface World {
  stack: MonitoredStack;
  series: Series[];
}

export const WORLDS: Record<StackName, World> = {
  production: world("production", PRODUCTION),
  staging: world("staging", STAGING),
};

function world(name: StackName, cluster: Cluster): World {
  const stack = roundStack(name);
  const services = cluster.services.map((row) => serviceOf(row, stack));
  const pods = [...cluster.services.flatMap(podsOf), ...cluster.otherPods];
  return {
    stack,
    series: [
      ...upSeries(cluster),
      ...cluster.nodes.flatMap(nodeSeries),
      ...pods.flatMap(podSeries),
      ...cluster.services.flatMap((row, each) => serviceSeries(row, services[each]!)),
      ...controllerSeries(cluster, services),
    ].flatMap(whileExportersMove),
  };
}

function serviceOf({ namespace, name }: ServiceRow, { services }: MonitoredStack): Service {
  const service = services.find((each) => each.namespace === namespace && each.name === name);
  if (!service) throw new Error(`the world has a service ${namespace}/${name} that the stack has not`);
  return service;
}

/** What the catalogue says against series: unknown metrics, labels too many or too few, the same series twice. */
export function offences({ stack, series }: World): string[] {
  const catalogue = { ...METRICS, ...serviceMetrics(stack.services) };
  const seen = new Set<string>();
  return series.flatMap((each) => {
    const shown = selector(each);
    const isTwice = seen.has(shown);
    seen.add(shown);
    return [
      ...(isTwice ? [`${shown} is there twice`] : []),
      ...labelOffences(each, catalogue[each.metric]).map((offence) => `${shown}: ${offence}`),
    ];
  });
}

/** Labels of the exporter's own pod come with every series, and are not in the catalogue. */
const OF_TARGET = [...Object.keys(targetLabels("kube-state-metrics")), "metrics_path"];

function labelOffences({ labels }: Series, metric: Metric | undefined): string[] {
  if (!metric) return ["no such metric in the catalogue"];
  return [
    ...metric.labels.filter((label) => !(label in labels)).map((label) => `lacks the label ${label}`),
    ...Object.keys(labels)
      .filter((label) => !metric.labels.includes(label) && !OF_TARGET.includes(label))
      .map((label) => `the catalogue has no label ${label}`),
  ];
}
