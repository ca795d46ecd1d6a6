import { at } from "../../stack-view";
import { HOURS_A_MONTH } from "../money";
import { ebsVolume, priceVolumes } from "./ebs";
import { metered, NoPrice, numberIn, originOf, part, servicePrice, type Pricer } from "./pricer";

export const priceVolume: Pricer = ({ props }, context) => {
  const volume = ebsVolume({
    kind: at(props, "type") ?? "gp2", // AWS's default
    gibibytes: at(props, "size"),
    iops: at(props, "iops"),
    throughput: at(props, "throughput"),
  });
  return priceVolumes("volume", volume, 1, context);
};

/** Logs are billed when they come in, and then for as long as the group keeps them. */
export const priceLogGroup: Pricer = (group, context) => [
  metered("log ingestion", "logGigabytes", "log-ingestion", context),
  part(() => {
    const storage = servicePrice("log-storage", context);
    const days = numberIn(at(group.props, "retentionInDays") ?? 0, "retentionInDays");
    const use = context.usage("logGigabytes", group, context.isFirst(group));
    if (days === 0 && typeof use === "object" && use.ceiling > 0) {
      throw new NoPrice("it keeps its logs for ever, so what they cost has no bound");
    }
    const usd = (storage.usd * days * 24) / HOURS_A_MONTH;
    return { item: "logs kept", meter: "logGigabytes" as const, usd, ...originOf(storage) };
  }),
];
