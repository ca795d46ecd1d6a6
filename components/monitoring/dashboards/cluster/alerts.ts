import { PanelBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { PercentUnit, Short } from "@grafana/grafana-foundation-sdk/units";
import { alertRules } from "../../prometheus-rules";
import { runbookPage } from "../../alerts/alert";
import { EXPORTERS, type Exporter } from "../../exporters";
import { hasGpuPool, type MonitoredStack } from "../../monitored-stack";
import { panel, type Panel } from "../panel";
import { table } from "../table";
import { badBelow } from "../thresholds";

/** Firing alerts, and whether the exporters that alerts need are up. */
export function alertsAndExporters(stack: MonitoredStack): Panel[] {
  return [
    table("Firing alerts with their runbooks", {
      description:
        "Alerts of this stack that fire, from Prometheus, with the number of series each. Click on an alert to open its runbook.",
      width: 9,
      labels: {
        alertname: "Alert",
        severity: "Severity",
        namespace: "Namespace",
        service: "Service",
        pool: "Pool",
        node: "Node",
      },
      columns: [{ name: "Firing", expr: firing(stack), unit: Short, decimals: 0 }],
      links: { alertname: { title: "Runbook", url: runbookPage(stack.runbookUrl, "${__value.raw}") } },
    }),
    allAlerts(),
    table("Exporters", {
      description:
        "Share of an exporter's targets that Prometheus could scrape just now. Without an exporter, alerts can't fire and panels are empty: see the runbook.",
      width: 6,
      labels: { exporter: "Exporter" },
      columns: [
        {
          name: "Up",
          expr: exporters(stack)
            .map((exporter) => targetsUp(stack, exporter))
            .join("\nor "),
          unit: PercentUnit,
          decimals: 0,
          thresholds: badBelow(1, "red"),
          texts: { "0": "down", "1": "up" },
        },
      ],
      alerts: ["ExporterMissing"],
    }),
  ];
}

function firing(stack: MonitoredStack): string {
  const names = alertRules(stack).flatMap(({ rules }) =>
    rules.flatMap((rule) => ("alert" in rule ? [rule.alert] : [])),
  );
  const ours = [...new Set(names)].join("|");
  return `count by (alertname, severity, namespace, service, pool, node) (ALERTS{alertstate="firing", alertname=~"${ours}"})`;
}

/** Watchdog always fires, InfoInhibitor only inhibits others. Both come with kube-prometheus-stack. */
const TECHNICAL_ALERTS = "Watchdog|InfoInhibitor";

/** The SDK has no builder for it. Options: public/app/plugins/panel/alertlist/types.ts of Grafana. */
function allAlerts(): Panel {
  const builder = new PanelBuilder().type("alertlist").options({
    viewMode: "list",
    groupMode: "default",
    groupBy: [],
    maxItems: 50,
    sortOrder: 3, // by importance
    dashboardAlerts: false,
    alertName: "",
    alertInstanceLabelFilter: `{alertname!~"${TECHNICAL_ALERTS}"}`,
    datasource: "Prometheus", // by name
    showInstances: true,
    showInactiveAlerts: false,
    stateFilter: { firing: true, pending: true, recovering: true, noData: false, normal: false, error: true },
  });
  const text = {
    description:
      "Every firing or pending alert of the cluster with its summary, including those of kube-prometheus-stack. Start with the critical ones.",
    unit: Short,
    width: 9,
  };
  return panel("All alerts of the cluster", builder, text, 9);
}

function exporters(stack: MonitoredStack): [string, Exporter][] {
  return Object.entries<Exporter>(EXPORTERS).filter(([, { onGpuNodes }]) => !onGpuNodes || hasGpuPool(stack));
}

/** No target counts as zero; for exporters on GPU nodes, only while there are such nodes. */
function targetsUp(
  { pools }: MonitoredStack,
  [name, { job, metricsPath, onGpuNodes }]: [string, Exporter],
): string {
  const path = metricsPath ? `, metrics_path="${metricsPath}"` : "";
  const gpuPools = pools.flatMap(({ name, hasGpu }) => (hasGpu ? [name] : [])).sort();
  const where = onGpuNodes ? ` and on () (pool:nodes:count{pool=~"${gpuPools.join("|")}"} > 0)` : "";
  return `label_replace(avg(up{job="${job}"${path}}) or vector(0)${where}, "exporter", "${name}", "", "")`;
}
