import { seconds } from "../../components/quantity";
import type { Problem } from "../problems";
import type { StackSettings } from "../settings";

const LONGEST_MONTH = "31d";

/** The cost of the month so far is a sum over its samples. */
export function monthIsKept({ monitoring: { retention } }: StackSettings): Problem[] {
  return seconds(retention) >= seconds(LONGEST_MONTH)
    ? []
    : [
        {
          path: ["monitoring", "retention"],
          found: retention,
          allowed: `at least ${LONGEST_MONTH}, or the cost of a month so far is not known at its end`,
        },
      ];
}

/** A pod waits as long as the autoscaler waits for a spot node, and then for one on demand: that is no fault yet. */
export function pendingOutlastsFallback({ alerts, nodeAutoscaling }: StackSettings): Problem[] {
  const { for: held } = alerts.podsPending;
  const { nodeProvisionLimit } = nodeAutoscaling;
  return seconds(held) >= seconds(nodeProvisionLimit)
    ? []
    : [
        {
          path: ["alerts", "podsPending", "for"],
          found: held,
          allowed: `at least ${nodeProvisionLimit}, nodeAutoscaling.nodeProvisionLimit: each fall-back to on-demand would be told`,
        },
      ];
}
