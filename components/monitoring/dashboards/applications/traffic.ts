import { PercentUnit, RequestsPerSecond, Seconds } from "@grafana/grafana-foundation-sdk/units";
import { isExported, type MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";
import { SELECTED } from "./variables";

const LEGEND = "{{namespace}}/{{service}}";

/** Requests and latency of the services that export them. */
export function userTraffic(stack: MonitoredStack): Panel[] {
  return [
    ...(isExported(stack, "requests") ? requests() : []),
    ...(isExported(stack, "requestDuration") ? latencies() : []),
  ];
}

function requests(): Panel[] {
  return [
    timeSeries("Requests per second", {
      description:
        "Answered requests of a service, over all of its pods, from the counter that its settings name. Scaling follows this load: compare it with the pods below.",
      unit: RequestsPerSecond,
      width: 12,
      queries: [{ expr: `service:http_requests:rate{${SELECTED}}`, legend: LEGEND }],
    }),
    timeSeries("Errors", {
      description:
        "Share of the answers with a status of 500 or more. If it grows together with the latency, there are more requests than the pods can serve. If it grows alone, the service has a fault: read its log.",
      unit: PercentUnit,
      width: 12,
      queries: [{ expr: `service:http_errors:ratio{${SELECTED}}`, legend: LEGEND }],
    }),
  ];
}

const QUANTILES = {
  p50: "half of the requests were faster. It is the usual latency when nothing is wrong.",
  p95: "95 of 100 requests were faster. When it grows with the requests, pods come too late: lower the trigger's target.",
  p99: "99 of 100 requests were faster. When only this one grows, single pods are slow or cold: look at new pods and restarts.",
};

function latencies(): Panel[] {
  return Object.entries(QUANTILES).map(([quantile, meaning]) =>
    timeSeries(`Latency, ${quantile}`, {
      description: `Time to answer a request, from the service's histogram over five minutes: ${meaning}`,
      unit: Seconds,
      width: 8,
      queries: [{ expr: `service:http_request_seconds:${quantile}{${SELECTED}}`, legend: LEGEND }],
    }),
  );
}

/** No panel if no service counts its requests. */
export function forecasts(stack: MonitoredStack): Panel[] {
  if (!isExported(stack, "requests")) return [];
  return [
    timeSeries("Error of the forecasts", {
      description:
        "The error of earlier forecasts of the present moment, as a share of the actual requests, averaged over an hour; by service and method. Trust the method with the smaller error: linear extends the line of the last day, seasonal repeats yesterday at today's level. Both need a day of data.",
      unit: PercentUnit,
      width: 24,
      queries: [
        {
          expr: `service:http_requests_forecast_error:ratio{${SELECTED}}`,
          legend: "{{namespace}}/{{service}} {{method}}",
        },
      ],
    }),
  ];
}
