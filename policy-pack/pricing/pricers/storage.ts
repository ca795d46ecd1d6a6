import { at, UNKNOWN } from "../../stack-view";
import { constant, HOURS_A_MONTH, money } from "../money";
import { usageIn } from "../usage";
import { NoPrice, numberIn, servicePrice, type Priced, type Pricer, type PricingContext } from "./pricer";

export const priceVolume: Pricer = ({ props }, context) => {
  const kind = at(props, "type") ?? "gp2";
  if (kind !== "gp3") throw new NoPrice(`no price for volumes of type ${String(kind)}`);
  return [gp3("volume", numberIn(at(props, "size"), "size"), context)];
};

export const priceClaim: Pricer = ({ props }, context) => [
  claim("volume of the claim", at(props, "spec"), 1, context),
];

/** A StatefulSet makes a claim from each template for each of its pods. */
export const priceStatefulSet: Pricer = ({ props }, context) => {
  const templates = at(props, "spec", "volumeClaimTemplates");
  const replicas = numberIn(at(props, "spec", "replicas") ?? 1, "replicas");
  return (Array.isArray(templates) ? templates : []).map((template) =>
    claim(`volumes of ${String(at(template, "metadata", "name"))}`, at(template, "spec"), replicas, context),
  );
};

/** A chart is free; the claims that its values ask for are not. */
export const priceRelease: Pricer = ({ props }, context) =>
  claimTemplates(at(props, "values"), []).map(({ path, spec }) =>
    claim(`volume of ${path}`, spec, 1, context),
  );

/** Ingestion stands at the first group, and what stays of it for as long as that group keeps it. */
export const priceLogGroup: Pricer = (group, context) => {
  if (!context.isFirst(group)) return [];
  const ingestion = servicePrice("log-ingestion", context);
  const storage = servicePrice("log-storage", context);
  const gigabytes = context.usage.logGigabytesPerHour;
  const hoursKept = numberIn(at(group.props, "retentionInDays") ?? 0, "retentionInDays") * 24;
  return [
    {
      item: "log ingestion, assumed",
      cost: money((situation) => usageIn(gigabytes, situation) * ingestion.usd),
      source: ingestion.source,
    },
    {
      item: "logs kept, assumed",
      cost: money((situation) => (usageIn(gigabytes, situation) * hoursKept * storage.usd) / HOURS_A_MONTH),
      source: storage.source,
    },
  ];
};

export const priceKey: Pricer = (_key, context) => {
  const { usd, source } = servicePrice("kms-key", context);
  return [{ item: "encryption key", cost: constant(usd / HOURS_A_MONTH), source }];
};

function gp3(item: string, gigabytes: number, context: PricingContext): Priced {
  const { usd, source } = servicePrice("ebs-gp3", context);
  return { item: `${item}, ${gigabytes} GB gp3`, cost: constant((gigabytes * usd) / HOURS_A_MONTH), source };
}

function claim(item: string, spec: unknown, count: number, context: PricingContext): Priced {
  const size = at(spec, "resources", "requests", "storage");
  if (size === UNKNOWN) throw new NoPrice("the size of its claim is unknown until up");
  const match = /^(\d+(?:\.\d+)?)(Mi|Gi|Ti)$/.exec(String(size));
  if (!match) throw new NoPrice(`the size of its claim is ${String(size)}`);
  const gibibytes = Number(match[1]) * { Mi: 1 / 1024, Gi: 1, Ti: 1024 }[match[2] as "Mi" | "Gi" | "Ti"];
  return gp3(item, gibibytes * count, context); // EBS bills GiB under the name GB
}

/** Every `volumeClaimTemplate` in a chart's values, with the value that holds it. */
function claimTemplates(value: unknown, path: string[]): { path: string; spec: unknown }[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "volumeClaimTemplate"
      ? [{ path: path.slice(0, 1).join("."), spec: at(inner, "spec") }]
      : claimTemplates(inner, [...path, key]),
  );
}
