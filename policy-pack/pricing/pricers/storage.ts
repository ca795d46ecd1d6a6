import { at, entries, UNKNOWN } from "../../stack-view";
import { HOURS_A_MONTH } from "../money";
import { ebsVolume, priceVolumes } from "./ebs";
import {
  metered,
  monthly,
  NoPrice,
  numberIn,
  originOf,
  part,
  servicePrice,
  type Pricer,
  type PricingContext,
} from "./pricer";

export const priceVolume: Pricer = ({ props }, context) => {
  const volume = ebsVolume({
    kind: at(props, "type") ?? "gp2", // AWS's default
    gibibytes: at(props, "size"),
    iops: at(props, "iops"),
    throughput: at(props, "throughput"),
  });
  return priceVolumes("volume", volume, 1, context);
};

export const priceClaim: Pricer = ({ props }, context) =>
  claim("volume of the claim", storageOf(at(props, "spec")), 1, context);

/** A StatefulSet makes a claim from each template for each of its pods. */
export const priceStatefulSet: Pricer = ({ props }, context) => {
  const templates = at(props, "spec", "volumeClaimTemplates");
  if (templates === UNKNOWN) throw new NoPrice("its claims are unknown until up");
  if (entries(templates).length === 0) return [];
  const replicas = numberIn(at(props, "spec", "replicas") ?? 1, "replicas");
  return entries(templates).flatMap((template) =>
    claim(
      `volumes of ${String(at(template, "metadata", "name"))}`,
      storageOf(at(template, "spec")),
      replicas,
      context,
    ),
  );
};

/** A chart is free; the claims that its values ask for are not. */
export const priceRelease: Pricer = ({ props }, context) => {
  const values = at(props, "values");
  if (values === UNKNOWN) throw new NoPrice("its values are unknown until up");
  return claimsIn(values, []).flatMap(({ path, size }) => claim(`volume of ${path}`, size, 1, context));
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

export const priceKey: Pricer = (_key, context) => [monthly("encryption key", 1, "kms-key", context)];

const BYTES: Record<string, number> = { M: 1e6, G: 1e9, T: 1e12, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** The size that the `spec` of a claim requests. */
function storageOf(spec: unknown): unknown {
  return at(spec, "resources", "requests", "storage");
}

function claim(item: string, size: unknown, count: number, context: PricingContext) {
  if (size === UNKNOWN) throw new NoPrice("the size of its claim is unknown until up");
  const match = /^(\d+(?:\.\d+)?)(Mi|Gi|Ti|M|G|T)$/.exec(String(size));
  if (!match) throw new NoPrice(`the size of its claim is ${String(size)}`);
  const gibibytes = numberIn((Number(match[1]) * BYTES[match[2]!]!) / 2 ** 30, "the size of its claim");
  const volume = ebsVolume({ kind: "gp3", gibibytes: Math.ceil(gibibytes) }); // EBS makes whole GiB
  return priceVolumes(item, volume, count, context);
}

/**
 * Sizes of the claims that a chart's values ask for, in the two forms that charts use: a `volumeClaimTemplate`, and a
 * `persistence` with a `size` that isn't switched off.
 */
function claimsIn(value: unknown, path: string[]): { path: string; size: unknown }[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const where = path[0] ?? key;
    if (key === "volumeClaimTemplate") return [{ path: where, size: storageOf(at(inner, "spec")) }];
    if (key === "persistence" && at(inner, "enabled") !== false && at(inner, "size") !== undefined) {
      return [{ path: where, size: at(inner, "size") }];
    }
    return claimsIn(inner, [...path, key]);
  });
}
