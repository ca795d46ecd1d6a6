import { PercentUnit, Short } from "@grafana/grafana-foundation-sdk/units";
import type { MonitoredStack } from "../../monitored-stack";
import type { Panel } from "../panel";
import { shares, singleNumber, timeSeries } from "../panels";
import { badAbove, badFarFromOne } from "../thresholds";
import { SELECTED } from "./variables";

/** What pods request, beside what they should request. */
export function rightSizing({ alerts }: MonitoredStack): Panel[] {
  return [
    timeSeries("Recommendation of the request", {
      description:
        "What Vertical Pod Autoscaler recommends for a pod, as a multiple of what it requests; 1 is right. Above the upper line, pods need more than they request; below the lower one, less. Change the requests in the settings.",
      unit: Short,
      decimals: 2,
      width: 12,
      queries: [
        {
          expr: `service:recommendation:ratio{${SELECTED}}`,
          legend: "{{namespace}}/{{service}} {{resource}}",
        },
      ],
      thresholds: badFarFromOne(alerts.recommendationFarFromRequest.factor),
      alerts: ["RecommendationFarFromRequest"],
    }),
    shares("Unused share", {
      description:
        "Of what the selected services' pods request now, the share that they don't use. Amber: the alert's limit. Compare with the recommendations before you lower a request: a quiet hour proves little.",
      unit: PercentUnit,
      decimals: 0,
      width: 8,
      query: {
        expr: `service:resource_unused:ratio{${SELECTED}}`,
        legend: "{{namespace}}/{{service}} {{resource}}",
      },
      thresholds: badAbove({ amber: alerts.highWaste.percent / 100 }),
      alerts: ["HighWaste"],
    }),
    singleNumber("Without a recommendation", {
      description:
        "Services of the whole stack that Vertical Pod Autoscaler has no recommendation for. It needs a day of data. After that: their Deployments don't exist, or metrics-server doesn't answer.",
      unit: Short,
      decimals: 0,
      width: 4,
      height: 9,
      expr: `sum(vpa_recommender_vpa_objects_count{has_recommendation="false"}) or sum(vpa_recommender_vpa_objects_count) * 0`,
    }),
  ];
}
