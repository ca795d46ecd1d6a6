import { pricedRegions } from "../../policy-pack/pricing/price-book";
import { at, type ResourceView } from "../../policy-pack/stack-view";
import { UsageError } from "../command";
import type { CostInput } from "./input";

/** The region of the prices, and how it was found. */
export interface Region {
  name: string;
  /** "from its --region", as the end of a sentence. */
  origin: string;
  /** Other regions of resources, which get the prices of this one. */
  others: string[];
}

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;
const REGION_OF_ARN = /^arn:aws[\w-]*:[\w-]*:([a-z]{2}(?:-[a-z]+)+-\d):/;
const REGION_OF_ZONE = /^([a-z]{2}(?:-[a-z]+)+-\d)[a-z]$/;

/**
 * The region of the option, else that of a preview's configuration, else the most frequent one in the resources.
 *
 * @throws UsageError if there is none, or if the price book has no prices for it
 */
export function regionOf({ config, view }: CostInput, asked: string | undefined): Region {
  const configured = [config["aws:region"], config["aws-native:region"]].map(inText(REGION)).find(Boolean);
  const properties = view.resources.map(({ props }) => inText(REGION)(at(props, "region")));
  const found =
    (asked !== undefined ? { name: asked, origin: "from --region" } : undefined) ??
    (configured !== undefined ? { name: configured, origin: "from its configuration" } : undefined) ??
    mostFrequent(properties, "from its resources") ??
    mostFrequent(textsIn(view.resources).map(inText(REGION_OF_ARN)), "from its ARNs") ??
    mostFrequent(textsIn(view.resources).map(inText(REGION_OF_ZONE)), "from its availability zones");
  if (!found) {
    throw new UsageError(
      "The file names no region: it has no aws:region, no region property, no ARN and no zone. Name the region with --region.",
    );
  }
  const priced = pricedRegions();
  if (!priced.includes(found.name)) {
    throw new UsageError(
      `policy-pack/pricing/prices has no prices for ${found.name} (${found.origin}). It has ${priced.join(", ")}.`,
    );
  }
  const others = [...new Set(properties)].filter((name) => name !== undefined && name !== found.name);
  return { ...found, others: (others as string[]).sort() };
}

/** What the pattern's group matches, or without a group the whole text. */
function inText(pattern: RegExp): (value: unknown) => string | undefined {
  return (value) => {
    const match = typeof value === "string" ? pattern.exec(value) : null;
    return match ? (match[1] ?? match[0]) : undefined;
  };
}

function mostFrequent(
  names: (string | undefined)[],
  origin: string,
): Pick<Region, "name" | "origin"> | undefined {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [first] = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  return first && { name: first[0], origin };
}

/** Every text in the resources' properties. */
function textsIn(resources: readonly ResourceView[]): string[] {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === "string") texts.push(value);
    else if (value !== null && typeof value === "object") Object.values(value).forEach(collect);
  };
  resources.forEach(({ props }) => collect(props));
  return texts;
}
