import { StackView, type ResourceView } from "../stack-view";
import { isBilled, isFree } from "./free-types";
import { sum, type Money, type UsageAssumptions } from "./money";
import { pricerOf } from "./pricers/all";
import { priceVpc } from "./pricers/network";
import {
  atUse,
  MayBill,
  NoPrice,
  type Metered,
  type Part,
  type Priced,
  type PricingContext,
} from "./pricers/pricer";
import { assumedUsage, settingOf, type Usage } from "./usage";

/** One priced thing of one resource, in US dollars an hour. */
export interface CostLine extends Priced {
  urn: string;
}

/** A resource that bills, or may, and has no price here. */
export interface Unpriced {
  urn: string;
  type: string;
  reason: string;
}

/** A thing of a resource that is billed by use, where the use isn't known. */
export interface UnknownUse extends Metered {
  urn: string;
}

export interface Cost {
  lines: CostLine[];
  unpriced: Unpriced[];
  /** Of all lines; a lower bound while anything is unpriced. */
  total: Money;
}

/** The cost of a program whose use is known in part or not at all. */
export interface ProgramCost extends Cost {
  /** Not in the total, which is a lower bound while there are any. */
  unknownUse: UnknownUse[];
  /** What is made elsewhere, and may bill there; the total is a lower bound while there is any. */
  mayBill: Unpriced[];
}

export interface CostOptions {
  /** Of resources that name no other. */
  region: string;
  /** YYYY-MM-DD: decides whether a version of Kubernetes is in extended support. */
  today: string;
  usage: UsageAssumptions;
  /** Nodes that the expected load needs, by the URN of the node group; without it a group's desired size counts. */
  nodes?: ReadonlyMap<string, { expected: number; spotGone: number }>;
}

/** Prices everything in a stack, whose whole use is assumed. Pure: the date is an input. */
export function costOf(stack: StackView, options: CostOptions): Cost {
  const { unknownUse, mayBill, unpriced, ...cost } = costOfResources(stack, {
    ...options,
    usage: assumedUsage(options.usage),
  });
  const notAssumed = unknownUse.map(({ urn, meter, item }) => ({
    urn,
    type: stack.get(urn)!.type,
    reason: `its use is not assumed: ${settingOf(meter) ? `cost.usage.${settingOf(meter)}` : item}`,
  }));
  return { ...cost, unpriced: [...unpriced, ...mayBill, ...notAssumed] };
}

type ProgramOptions = Omit<CostOptions, "usage"> & { usage: Usage };

/**
 * Prices everything in a program. Pure: the date is an input. The traffic of a program that makes no VPC of its own is
 * counted at its first cluster.
 */
export function costOfProgram(stack: StackView, options: ProgramOptions): ProgramCost {
  const [cluster] = stack.ofType("aws:eks/cluster:Cluster");
  const hasVpc = stack.ofType("aws:ec2/vpc:Vpc").length > 0;
  return costOfResources(stack, options, hasVpc ? undefined : cluster);
}

function costOfResources(
  stack: StackView,
  { region, today, usage, nodes = new Map() }: ProgramOptions,
  withTraffic?: ResourceView,
): ProgramCost {
  const context: PricingContext = {
    stack,
    region,
    today,
    usage,
    nodes,
    isFirst: (resource) => stack.ofType(resource.type)[0] === resource,
  };
  const lines: CostLine[] = [];
  const unpriced: Unpriced[] = [];
  const unknownUse: UnknownUse[] = [];
  const mayBill: Unpriced[] = [];
  for (const resource of stack.resources) {
    const { urn, type } = resource;
    const here = { ...context, region: resource.region ?? region };
    const traffic = resource === withTraffic ? priceVpc(resource, here) : [];
    for (const priced of [...priceOf(resource, here), ...traffic]) {
      if (priced instanceof NoPrice) unpriced.push({ urn, type, reason: priced.message });
      else if (priced instanceof MayBill) mayBill.push({ urn, type, reason: priced.reason });
      else if (!("meter" in priced)) lines.push({ urn, ...priced });
      else {
        const use = usage(priced.meter, resource, context.isFirst(resource));
        if (use === undefined) unknownUse.push({ urn, ...priced });
        else if (use !== "elsewhere") lines.push({ urn, ...atUse(priced, use) });
      }
    }
  }
  return { lines, unpriced, unknownUse, mayBill, total: sum(lines.map(({ cost }) => cost)) };
}

function priceOf(resource: ResourceView, context: PricingContext): Part[] {
  const pricer = pricerOf(resource.type);
  if (!pricer) {
    if (isFree(resource.type)) return [];
    return [new NoPrice(isBilled(resource.type) ? BILLED_WITHOUT_PRICE : NOBODY_KNOWS)];
  }
  try {
    return pricer(resource, context);
  } catch (error) {
    if (error instanceof NoPrice) return [error];
    throw error;
  }
}

const BILLED_WITHOUT_PRICE = "AWS bills this type, and there is no price for it here";

const NOBODY_KNOWS = "this type is neither in policy-pack/pricing/pricers nor in aws-types.json";

/** The inputs of a resource, as far as its price depends on them. The URN is any text that no other has. */
export type Billable = Pick<ResourceView, "urn" | "type" | "props">;

/**
 * Described resources are priced without a date: Kubernetes counts as in standard support. Once that is over, the
 * mandatory rule supported-kubernetes refuses the stack.
 */
const BEFORE_ANY_END_OF_SUPPORT = "0001-01-01";

/** Prices resources that are only described. They need not exist, and all their inputs are known. */
export function costOfBillables(billables: readonly Billable[], options: Omit<CostOptions, "today">): Cost {
  const resources = billables.map(({ urn, type, props }) => ({
    urn,
    type,
    name: urn,
    props,
    parent: undefined,
    dependsOn: [],
    ignoreChanges: [],
  }));
  return costOf(new StackView(resources), { ...options, today: BEFORE_ANY_END_OF_SUPPORT });
}
