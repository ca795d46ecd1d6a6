import { PercentUnit } from "@grafana/grafana-foundation-sdk/units";
import type { MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { timeSeries } from "../panels";
import { isExported } from "../stack-features";
import { SELECTED } from "./variables";

/** Nothing where no service counts its requests. */
export function forecasts(stack: MonitoredStack): Panel[] {
  if (!isExported(stack, "requests")) return [];
  return [
    timeSeries("Error of the forecasts", {
      description:
        "How far the forecasts that were for now are off, as a share of the actual requests, averaged over an hour; by service and method. Trust the method that errs less: linear draws on the last day's line, seasonal repeats yesterday at today's level. Both need a day of data.",
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
