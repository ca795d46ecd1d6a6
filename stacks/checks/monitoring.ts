import { seconds } from "../../components/kubernetes/quantity";
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

/** From the launch of a node to a running pod on it: it boots, joins, and pulls the images. */
const NODE_START = "5m";

/**
 * A pod waits as long as the autoscaler waits for a spot node, and then until one on demand has started: that is no
 * fault yet.
 */
export function waitsOutlastFallback({ alerts, nodeAutoscaling }: StackSettings): Problem[] {
  const { nodeProvisionLimit } = nodeAutoscaling;
  const least = seconds(nodeProvisionLimit) + seconds(NODE_START);
  return (["podsPending", "spotReplacementMissing"] as const)
    .filter((alert) => seconds(alerts[alert].for) < least)
    .map((alert) => ({
      path: ["alerts", alert, "for"],
      found: alerts[alert].for,
      allowed: `at least ${least % 60 === 0 ? `${least / 60}m` : `${least}s`}, nodeAutoscaling.nodeProvisionLimit (${nodeProvisionLimit}) and ${NODE_START} in which a node starts and pulls images: otherwise each fall-back to on-demand raises an alert`,
    }));
}
