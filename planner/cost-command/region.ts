import { priceBookOf, pricedRegions } from "../../policy-pack/pricing/price-book";
import { at, type ResourceView } from "../../policy-pack/stack-view";
import { UsageError } from "../command";
import { isProvider, type ResourceState } from "./states";

/** The region of resources that name no other, and how it was found. */
export interface Region {
  name: string;
  /** "from its configuration", as the end of a sentence. */
  origin: string;
  /** Whether the project has prices for it. */
  priced: boolean;
}

const NAME = "[a-z]{2,5}(?:-[a-z]+)+-\\d+";
const REGION = new RegExp(`^${NAME}$`);
const REGION_OF_ARN = new RegExp(`^arn:aws[\\w-]*:[\\w-]*:(${NAME}):`);
const REGION_OF_ZONE = new RegExp(`^(${NAME})[a-z]$`);

export interface RegionOptions {
  /** Of a preview: "aws:region" -> text. */
  config: Record<string, unknown>;
  /** --region: it takes the place of the program's own region; resources in others stay there. */
  asked: string | undefined;
  /** Where nothing names a region. */
  otherwise?: Region | undefined;
}

export interface Placed {
  region: Region;
  views: ResourceView[];
  /** How many resources have a provider of their own that doesn't show, so that the program's region is assumed. */
  hidden: number;
}

/**
 * Finds the region of a program, and sets that of each resource which is in another one. A resource is in the region of
 * its property, else of its explicit provider, else of its ARN or zone. The program's is that of the option, else of the
 * configuration or the default provider, else the most frequent one.
 *
 * @throws UsageError if there is none, or if nothing has a price in the one that is asked for
 */
export function placed(
  states: readonly ResourceState[],
  views: readonly ResourceView[],
  { config, asked, otherwise }: RegionOptions,
): Placed {
  const { own, hidden } = ownRegions(states, views);
  const found = regionIn(states, views, own, config);
  if (asked !== undefined && !priceBookOf(asked)) {
    throw new UsageError(
      `policy-pack/pricing/prices has no prices for ${asked} (from --region). It has ${pricedRegions().join(", ")}.`,
    );
  }
  const main =
    asked === undefined
      ? (found ?? otherwise ?? NOWHERE[views.length])
      : { name: asked, origin: "from --region" };
  if (!main) {
    throw new UsageError(
      "The file names no region: it has no aws:region, no region property, no ARN and no zone. Name the region with --region.",
    );
  }
  const isMain = (name: string) => name === main.name || name === found?.name;
  return {
    hidden,
    region: { ...main, priced: priceBookOf(main.name) !== undefined },
    views: views.map((view) => {
      const name = own.get(view.urn);
      return name === undefined || isMain(name) ? view : { ...view, region: name };
    }),
  };
}

/** Without resources a region makes no difference. */
const NOWHERE: readonly Found[] = [{ name: "no region", origin: "the file names none" }];

type Found = Pick<Region, "name" | "origin">;

function regionIn(
  states: readonly ResourceState[],
  views: readonly ResourceView[],
  own: ReadonlyMap<string, string>,
  config: Record<string, unknown>,
): Found | undefined {
  const configured = [config["aws:region"], config["aws-native:region"]].map(inText(REGION)).find(Boolean);
  if (configured !== undefined) return { name: configured, origin: "from its configuration" };
  const defaults = states.filter(({ type, urn }) => isAwsProvider(type) && isDefault(urn));
  return (
    mostFrequent(
      defaults.map(({ inputs }) => inText(REGION)(at(inputs, "region"))),
      "from its provider",
    ) ??
    mostFrequent(
      views.map(({ props }) => inText(REGION)(at(props, "region"))),
      "from its resources",
    ) ??
    mostFrequent(own.values(), "from its resources") ??
    mostFrequent(textsIn(views).map(inText(REGION_OF_ARN)), "from its ARNs") ??
    mostFrequent(textsIn(views).map(inText(REGION_OF_ZONE)), "from its availability zones")
  );
}

/** The regions that resources themselves or their providers name, by URN. */
function ownRegions(
  states: readonly ResourceState[],
  views: readonly ResourceView[],
): { own: ReadonlyMap<string, string>; hidden: number } {
  const byUrn = new Map(views.map((view) => [view.urn, view]));
  const clusters = new Map<string, string | undefined>();
  const regionOfProvider = (reference: string | null | undefined): string | undefined => {
    const urn = urnIn(reference);
    const provider = urn === undefined || isDefault(urn) ? undefined : byUrn.get(urn);
    if (!provider) return undefined;
    if (isAwsProvider(provider.type)) return inText(REGION)(at(provider.props, "region"));
    if (provider.type !== "pulumi:providers:kubernetes") return undefined;
    if (!clusters.has(provider.urn)) {
      clusters.set(provider.urn, undefined); // ends a circle of references, which only a broken file has
      clusters.set(provider.urn, regionOfCluster(provider));
    }
    return clusters.get(provider.urn);
  };
  const providers = new Map(states.map(({ urn, provider }) => [urn, provider]));
  const regionOf = ({ urn, type, props }: ResourceView): string | undefined => {
    const named = inText(REGION)(at(props, "region")) ?? regionOfProvider(providers.get(urn));
    if (named !== undefined || !isAws(type)) return named;
    return inText(REGION_OF_ARN)(at(props, "arn")) ?? inText(REGION_OF_ZONE)(at(props, "availabilityZone"));
  };
  /** Objects are where their cluster is: the one whose kubeconfig the provider has. */
  function regionOfCluster(provider: ResourceView): string | undefined {
    const inConfig =
      /(?:--region["',\s]+|arn:aws[\w-]*:eks:|\.)([a-z]{2,5}(?:-[a-z]+)+-\d+)(?=["',\s:.]|$)/.exec(
        String(at(provider.props, "kubeconfig") ?? ""),
      );
    if (inConfig) return inConfig[1];
    for (const urn of provider.dependsOn) {
      const dependency = byUrn.get(urn);
      if (!dependency || !/^(?:aws|aws-native|eks):/.test(dependency.type)) continue;
      const region = regionOf(dependency);
      if (region !== undefined) return region;
    }
    return undefined;
  }
  const own = new Map<string, string>();
  let hidden = 0;
  for (const view of views) {
    const region = isProvider(view.type) ? undefined : regionOf(view);
    const provider = urnIn(providers.get(view.urn));
    if (region !== undefined) own.set(view.urn, region);
    else if (provider !== undefined && isAws(view.type) && !isDefault(provider) && !byUrn.has(provider))
      hidden++;
  }
  return { own, hidden };
}

/** Of a reference to a provider: its URN, "::" and its ID. */
function urnIn(reference: string | null | undefined): string | undefined {
  return reference ? reference.slice(0, Math.max(0, reference.lastIndexOf("::"))) : undefined;
}

function isAws(type: string): boolean {
  return type.startsWith("aws:") || type.startsWith("aws-native:");
}

function isAwsProvider(type: string): boolean {
  return type === "pulumi:providers:aws" || type === "pulumi:providers:aws-native";
}

/** The engine makes default providers itself, and calls them "default" or "default_7_48_0". */
function isDefault(urn: string): boolean {
  return /::default(?:_[\w]+)*$/.test(urn);
}

/** What the pattern's group matches, or without a group the whole text. */
function inText(pattern: RegExp): (value: unknown) => string | undefined {
  return (value) => {
    const match = typeof value === "string" ? pattern.exec(value) : null;
    return match ? (match[1] ?? match[0]) : undefined;
  };
}

function mostFrequent(names: Iterable<string | undefined>, origin: string): Found | undefined {
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
