import { money } from "../money";
import { usageIn, type UsageAssumptions } from "../usage";
import { NoPrice, servicePrice, type Pricer } from "./pricer";

/** Workspaces of Amazon Managed Prometheus; the price is that of the first two billion samples a month. */
export const priceWorkspace = byUse(
  "metricSamplesPerHour",
  "metric samples",
  "managed-prometheus-samples",
  10e6,
);

export const priceQueue = byUse("queueRequestsPerHour", "requests to queues", "sqs-requests", 1e6);

/**
 * A pricer for what costs nothing but its use, which is assumed for all resources of the type together and stands at
 * the first.
 *
 * @param unit how many of them the price is for
 */
function byUse(assumption: keyof UsageAssumptions, what: string, price: string, unit: number): Pricer {
  return (resource, context) => {
    const use = context.usage[assumption];
    if (!use) throw new NoPrice(`its use is not assumed: cost.usage.${assumption}`);
    if (!context.isFirst(resource)) return [];
    const { usd, source } = servicePrice(price, context);
    const cost = money((situation) => (usageIn(use, situation) / unit) * usd);
    return [{ item: `${what}, assumed`, cost, source }];
  };
}
