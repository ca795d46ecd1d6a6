import { EXPORTERS, type Exporter } from "../exporters";
import type { MonitoredStack } from "../monitored-stack";
import type { AlertRule } from "../rules";
import { alert } from "./alert";

/** Without its exporter an alert can't fire, so each missing exporter has an alert of its own. */
export function exporterAlerts(stack: MonitoredStack): AlertRule[] {
  const gpuPools = stack.pools.filter(({ hasGpu }) => hasGpu).map(({ name }) => name);
  const exporters = Object.entries<Exporter>(EXPORTERS).filter(
    ([, { onGpuNodes }]) => !onGpuNodes || gpuPools.length > 0,
  );
  const sustained = stack.alerts.exporterMissing.for;
  return [
    ...exporters.map(([name, exporter]) => {
      const missing = missingExporter(exporter);
      return alert(
        stack,
        "ExporterMissing",
        {
          expr: exporter.onGpuNodes
            ? `(${missing}) and on () (pool:nodes:count{pool=~"${gpuPools.join("|")}"} > 0)`
            : missing,
          for: sustained,
        },
        {
          severity: exporter.criticalNeedIt ? "critical" : "warning",
          summary: `Prometheus gets no metrics from ${name}`,
          description:
            "Alerts that need these metrics can't fire, and panels that show them are empty. Check the exporter's pods.",
        },
        { exporter: name },
      );
    }),
    ...servicePods(stack),
  ];
}

/** No pod of the exporter answers, or those that do export nothing of use. Neither side has labels: both share one wait. */
function missingExporter({ job, metricsPath, proof }: Exporter): string {
  const path = metricsPath ? `, metrics_path="${metricsPath}"` : "";
  const silent = `absent(up{job="${job}"${path}} == 1)`;
  return proof ? `${silent} or absent(group(${proof}))` : silent;
}

/** Pods of services that export metrics. A service at zero has none, which is normal. */
function servicePods(stack: MonitoredStack): AlertRule[] {
  const exporting = stack.services.filter(({ settings }) => Object.keys(settings.metrics).length > 0);
  if (exporting.length === 0) return [];
  const anyOf = (values: string[]) => [...new Set(values)].join("|");
  const names = anyOf(exporting.map(({ name }) => name));
  const namespaces = anyOf(exporting.map(({ namespace }) => namespace));
  return [
    alert(
      stack,
      "ExporterMissing",
      {
        expr: `service:replicas:current{namespace=~"${namespaces}", service=~"${names}"} > 0
unless on (namespace, service) label_replace(max by (namespace, job) (up == 1), "service", "$1", "job", "(.+)")`,
        for: stack.alerts.exporterMissing.for,
      },
      {
        severity: "warning",
        summary: "Prometheus gets no metrics from the pods of {{ $labels.namespace }}/{{ $labels.service }}",
        description:
          "Triggers that need these metrics fail, and panels that show them are empty. Check the pods' port http and its path /metrics.",
      },
      { exporter: "service" },
    ),
  ];
}
