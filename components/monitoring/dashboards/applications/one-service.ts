import { BytesIEC, Dollars, RequestsPerSecond, Short } from "@grafana/grafana-foundation-sdk/units";
import { isExported, type MonitoredStack } from "../../monitored-stack";
import { HORIZON_SECONDS } from "../../recording-rules/services";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";
import { SELECTED } from "./variables";

/** Panels that compare several lines of one service. Each selected service has a row of them. */
export function oneService(stack: MonitoredStack): Panel[] {
  return [
    replicas(),
    request("CPU", "cpu", Short),
    request("Memory", "memory", BytesIEC),
    ...(isExported(stack, "requests") ? [forecast()] : []),
    cost(),
  ];
}

function replicas(): Panel {
  return timeSeries("Pods of $service", {
    description:
      "Current and desired pods between the autoscaler's bounds, from kube-state-metrics. More desired than current: pods wait for nodes. At the maximum for long: raise it.",
    unit: Short,
    decimals: 0,
    width: 8,
    limits: "(minimum|maximum)$",
    queries: [
      ["current", "current"],
      ["desired", "desired"],
      ["min", "minimum"],
      ["max", "maximum"],
    ].map(([operation, name]) => ({
      expr: `service:replicas:${operation}{${SELECTED}}`,
      legend: `{{namespace}} ${name}`,
    })),
    alerts: ["ServiceAtMaximum"],
  });
}

function request(name: string, resource: string, unit: string): Panel {
  return timeSeries(`${name} of $service`, {
    description: `${name} that the pods use, from cAdvisor, under what they request together, dashed. Use far below the request is waste; use above it depends on what other pods leave.`,
    unit,
    width: 8,
    limits: "requested$",
    queries: [
      {
        expr: `service:resource_usage:sum{resource="${resource}", ${SELECTED}}`,
        legend: "{{namespace}} used",
      },
      {
        expr: `service:resource_requests:sum{resource="${resource}", ${SELECTED}}`,
        legend: "{{namespace}} requested",
      },
    ],
    alerts: ["HighWaste"],
  });
}

function forecast(): Panel {
  const minutes = HORIZON_SECONDS / 60;
  return timeSeries("Requests of $service and their forecasts", {
    description: `Requests per second, and dashed what was forecast for the same moment ${minutes} minutes before, by both methods. Set the time range's end to now+${minutes}m to see what is to come. No trigger uses a forecast before its error is small.`,
    unit: RequestsPerSecond,
    width: 16,
    limits: "(linear|seasonal)$",
    queries: [
      { expr: `service:http_requests:rate{${SELECTED}}`, legend: "{{namespace}} actual" },
      {
        expr: `service:http_requests:forecast{${SELECTED}} offset ${minutes}m`,
        legend: "{{namespace}} {{method}}",
      },
    ],
  });
}

function cost(): Panel {
  return timeSeries("Cost of $service", {
    description:
      "What the service's pods request, or use where that is more, at their nodes' prices from OpenCost; US dollars an hour. Root volumes and idle parts of nodes are not in it.",
    unit: Dollars,
    width: 8,
    stacked: true,
    queries: [{ expr: `service:cost_usd_per_hour:sum{${SELECTED}}`, legend: "{{namespace}}" }],
  });
}
