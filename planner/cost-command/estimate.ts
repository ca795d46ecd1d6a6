import {
  costOfProgram,
  type CostLine,
  type ProgramCost,
  type UnknownUse,
  type Unpriced,
} from "../../policy-pack/pricing/cost";
import { sum, type Money } from "../../policy-pack/pricing/money";
import { unknownUsage, type Usage } from "../../policy-pack/pricing/usage";
import type { ResourceView } from "../../policy-pack/stack-view";
import { roundedJson } from "../rounding";
import type { CostInput } from "./input";
import { regionOf, type Region } from "./region";

/** What the resources of one or several files cost. All reports are written from this. */
export interface Estimate {
  /** The files, in the order of the call. */
  programs: PricedProgram[];
  /** Of all files; undefined where one of them leaves out unchanged resources, so that only its change is known. */
  total: Total | undefined;
  /** Undefined where nothing says what was before. */
  change: CostChange | undefined;
  /** YYYY-MM-DD: the day of the prices. */
  today: string;
}

/** One file. */
export interface PricedProgram {
  input: CostInput;
  /** Of resources that name no other. */
  region: Region;
  /** Regions of its resources, by name, the most frequent first. */
  regions: RegionUse[];
  /** Undefined where the file leaves out unchanged resources and there is no base. */
  total: Total | undefined;
  change: CostChange | undefined;
  /** What a reader has to know of the file, as sentences. */
  notes: string[];
}

export interface RegionUse {
  name: string;
  /** Whether the project has prices for it. */
  priced: boolean;
  /** How many resources are there. */
  resources: number;
}

/** A sum over resources, in US dollars an hour, with what it lacks. */
export interface Total extends ProgramCost {
  /** One for each resource that has a line, a use or no price; largest ceiling first. */
  resources: ResourceCost[];
  /** Whether it costs more than that: something has no price or an unknown use, or a preview ended early. */
  atLeast: boolean;
  /** Whether nothing has a price, so that the total means nothing and is not to be shown as $0.00. */
  unknown: boolean;
}

/** What one resource costs. */
export interface ResourceCost {
  resource: ResourceView;
  /** The region of its prices. */
  region: string;
  lines: CostLine[];
  unknownUse: UnknownUse[];
  unpriced: Unpriced[];
  /** What it may have made elsewhere. */
  mayBill: Unpriced[];
  /** The sum of its lines. */
  total: Money;
}

/** From what was before to what will be. */
export interface CostChange {
  /** What was before: "base.json" for --base, "the stack" for the old states in a preview. */
  against: string;
  /** All resources that change, the largest difference at the ceiling first. */
  resources: ResourceChange[];
  /** Undefined where only the changed resources are known. */
  before: Money | undefined;
  after: Money | undefined;
  difference: Money;
  /** Whether something that changes has no price or an unknown use, before or after: the difference lacks it. */
  incomplete: boolean;
  /** Whether nothing that changes has a price although something bills: the difference means nothing. */
  unknown: boolean;
}

export interface ResourceChange {
  kind: "added" | "removed" | "replaced" | "changed";
  urn: string;
  type: string;
  name: string;
  /** Why: "instanceTypes", "launch template web changes", "imported: it is billed already". */
  because: string[];
  before: ResourceCost | undefined;
  after: ResourceCost | undefined;
  difference: Money;
}

export interface EstimateOptions {
  /** --region */
  region: string | undefined;
  /** YYYY-MM-DD */
  today: string;
  /** What is known of the use; by default nothing. */
  usage?: Usage;
}

/**
 * Prices inputs.
 *
 * @throws UsageError
 */
export function estimate(
  inputs: readonly CostInput[],
  { region: asked, today, usage = unknownUsage }: EstimateOptions,
): Estimate {
  const programs = inputs.map((input): PricedProgram => {
    const region = regionOf(input, asked);
    const cost = costOfProgram(input.view, { region: region.name, today, usage });
    return {
      input,
      region,
      regions: [],
      total: totalOf(cost, input.view.resources, region.name, input.errors),
      change: undefined,
      notes: [],
    };
  });
  const totals = programs.map(({ total }) => total!);
  return { programs, total: added(totals), change: undefined, today };
}

function totalOf(
  cost: ProgramCost,
  resources: readonly ResourceView[],
  region: string,
  errors: number,
): Total {
  const byUrn = new Map<string, ResourceCost>();
  for (const resource of resources) {
    byUrn.set(resource.urn, {
      resource,
      region: resource.region ?? region,
      lines: [],
      unknownUse: [],
      unpriced: [],
      mayBill: [],
      total: sum([]),
    });
  }
  for (const line of cost.lines) byUrn.get(line.urn)!.lines.push(line);
  for (const use of cost.unknownUse) byUrn.get(use.urn)!.unknownUse.push(use);
  for (const unpriced of cost.unpriced) byUrn.get(unpriced.urn)!.unpriced.push(unpriced);
  for (const mayBill of cost.mayBill) byUrn.get(mayBill.urn)!.mayBill.push(mayBill);
  const bills = [...byUrn.values()].filter(
    ({ lines, unknownUse, unpriced, mayBill }) =>
      lines.length + unknownUse.length + unpriced.length + mayBill.length > 0,
  );
  for (const each of bills) each.total = sum(each.lines.map((line) => line.cost));
  return { ...cost, resources: largestFirst(bills), ...completeness(cost, errors) };
}

function completeness(
  { lines, unknownUse, unpriced, mayBill }: ProgramCost,
  errors: number,
): Pick<Total, "atLeast" | "unknown"> {
  const atLeast = unpriced.length + unknownUse.length + mayBill.length + errors > 0;
  return { atLeast, unknown: atLeast && lines.length === 0 };
}

function added(totals: readonly Total[]): Total {
  return {
    lines: totals.flatMap(({ lines }) => lines),
    unknownUse: totals.flatMap(({ unknownUse }) => unknownUse),
    unpriced: totals.flatMap(({ unpriced }) => unpriced),
    mayBill: totals.flatMap(({ mayBill }) => mayBill),
    resources: largestFirst(totals.flatMap(({ resources }) => resources)),
    total: sum(totals.map(({ total }) => total)),
    atLeast: totals.some(({ atLeast }) => atLeast),
    unknown: totals.every(({ lines }) => lines.length === 0) && totals.some(({ atLeast }) => atLeast),
  };
}

function largestFirst(resources: ResourceCost[]): ResourceCost[] {
  return resources.sort(
    (one, other) =>
      other.total.ceiling - one.total.ceiling || (one.resource.urn < other.resource.urn ? -1 : 1),
  );
}

/** The version of the JSON's shape; it rises when a field is removed or changes its meaning. */
const SCHEMA = 1;

/** The cost as data, in the shape of the cost in a plan's JSON. The totals are lower bounds where `atLeast` is true. */
export function costJson({ programs, total }: Estimate): string {
  const [{ input, region }] = programs as [PricedProgram];
  const report = {
    schema: SCHEMA,
    source: input.kind,
    region: region.name,
    cost: total && {
      currency: "USD",
      atLeast: total.atLeast,
      unknown: total.unknown,
      perHour: total.total,
      lines: total.lines.map(({ urn, item, cost, source }) => ({ urn, item, ...cost, source })),
      unpriced: total.unpriced,
      mayBill: total.mayBill,
      unknownUse: total.unknownUse.map(({ urn, item, meter, usd }) => ({ urn, item, meter, usd })),
    },
  };
  return roundedJson(report);
}
