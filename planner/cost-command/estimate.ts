import {
  costOfProgram,
  type CostLine,
  type ProgramCost,
  type UnknownUse,
  type Unpriced,
} from "../../policy-pack/pricing/cost";
import { sum, type Money } from "../../policy-pack/pricing/money";
import { priceBookOf } from "../../policy-pack/pricing/price-book";
import { unknownUsage, type Usage } from "../../policy-pack/pricing/usage";
import { StackView, type ResourceView } from "../../policy-pack/stack-view";
import { InputError } from "../command";
import { counted } from "../text/layout";
import { withBases, type Compared } from "./base";
import { byDifference, changesOf, summed } from "./change";
import { filterOf, onlyOf, type Filter } from "./filter";
import type { CostInput } from "./input";
import { placed, type Region } from "./region";
import { isReal, viewOf, type ResourceState } from "./states";

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
  /** What a reader has to know of the call, as sentences. */
  notes: string[];
}

/** One file, with its base. */
export interface PricedProgram {
  input: PricedInput;
  /** Of resources that name no other. */
  region: Region;
  /** Regions of its resources that bill, the most frequent first. */
  regions: RegionUse[];
  /** Undefined where the file leaves out unchanged resources and there is no base. */
  total: Total | undefined;
  change: CostChange | undefined;
  /** What a reader has to know of the file, as sentences. */
  notes: string[];
}

export interface PricedInput extends CostInput {
  /** Resources that exist, or will; of a file that leaves out unchanged ones only those that it has. */
  view: StackView;
  /** How many resources exist in a cloud or a cluster; components and providers are not counted. */
  count: number;
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
  /** --base */
  bases?: readonly CostInput[];
  /** --filter: patterns of URNs, types or names; without any, all resources count. */
  filter?: readonly string[];
}

/**
 * Prices inputs.
 *
 * @throws UsageError for a region or a base that doesn't fit
 * @throws InputError if no resource is left
 */
export function estimate(inputs: readonly CostInput[], options: EstimateOptions): Estimate {
  const { bases = [], filter: patterns = [], today } = options;
  const filter = filterOf(patterns);
  const programs = withBases(inputs, bases).map((each) => priced(each, filter, options));
  const isKept = ({ input, change }: PricedProgram) =>
    input.view.resources.some(filter) || (change?.resources.length ?? 0) > 0;
  if (patterns.length > 0 && !programs.some(isKept)) {
    throw new InputError(`No resource matches --filter ${patterns.join(" --filter ")}: ${FILTERS}`);
  }
  const totals = programs.flatMap(({ total }) => total ?? []);
  const changes = programs.flatMap(({ change }) => change ?? []);
  return {
    programs,
    total: totals.length === programs.length ? totalOfAll(totals) : undefined,
    change: changes.length === programs.length ? changeOfAll(changes) : undefined,
    today,
    notes: [...notesOnFilter(programs, patterns, filter), ...notesOnStacks(inputs, totals.length)],
  };
}

function notesOnFilter(
  programs: readonly PricedProgram[],
  patterns: readonly string[],
  filter: Filter,
): string[] {
  if (patterns.length === 0) return [];
  const all = programs.flatMap(({ input }) => input.view.resources);
  return [
    `Only resources that match --filter ${patterns.join(" --filter ")} count: ${all.filter(filter).length} of ${all.length}.`,
  ];
}

/** What several files have in common, and why there is no total of all. */
function notesOnStacks(inputs: readonly CostInput[], known: number): string[] {
  const partial = inputs.filter(({ leftOut }) => leftOut !== 0).map(({ source }) => source);
  const seen = new Map<string, string>();
  const twice = new Set<string>();
  for (const { source, states } of inputs) {
    for (const { urn } of states) {
      const other = seen.get(urn);
      if (other === undefined) seen.set(urn, source);
      else
        twice.add(
          `${other} and ${source} have resources of the same URNs, and both count: are they one stack?`,
        );
    }
  }
  return [
    ...twice,
    ...(inputs.length > 1 && known < inputs.length
      ? [`There is no total of all files, because ${partial.join(", ")} leaves out unchanged resources.`]
      : []),
  ];
}

const FILTERS = "it takes a URN, a type or a name, in which * is any text.";

function priced(
  { input, before, against, whole, notes }: Compared,
  filter: Filter,
  { region: asked, today, usage = unknownUsage }: EstimateOptions,
): PricedProgram {
  const cost = (states: readonly ResourceState[], main?: Region) => {
    const place = placed(states, states.map(viewOf), { config: input.config, asked, otherwise: main });
    const view = new StackView(place.views);
    const all = costOfProgram(view, { region: place.region.name, today, usage });
    const kept = onlyOf(all, view.resources, filter);
    return { ...place, view, cost: kept, costs: costsOf(kept, view, place.region.name) };
  };
  // A program that is wholly removed is in the region that it was in.
  const first = input.states.length > 0 ? cost(input.states) : undefined;
  const old = before && (before.length > 0 || !first ? cost(before, first?.region) : undefined);
  const region = (first ?? old)!.region;
  const after = first ?? cost([], region);
  const total = totalOf(after.cost, after.costs, input.errors);
  const changes =
    before &&
    changesOf(
      { states: before, costs: old?.costs ?? new Map() },
      { states: input.states, costs: after.costs },
      input.steps,
    ).filter(filter);
  const unseen = whole ? [] : unseenNodes(changes ?? [], after.view);
  const totals = { before: old?.cost.total ?? sum([]), after: after.cost.total };
  const lacks = input.errors > 0 || unseen.length > 0;
  return {
    input: { ...input, view: after.view, count: input.states.filter(isReal).length },
    region,
    regions: regionsOf(after.costs),
    total: whole ? total : undefined,
    change: changes && summed(changes, against, lacks, whole ? totals : undefined),
    notes: [...notes, ...notesOf(input, after.hidden, whole), ...unseen],
  };
}

function notesOf(
  { source, leftOut, pendingDelete, steps }: CostInput,
  hidden: number,
  whole: boolean,
): string[] {
  const retained = steps
    ? [...steps.before].filter(([urn, state]) => state.retainOnDelete && !steps.after.has(urn))
    : [];
  return [
    ...(whole
      ? []
      : [
          `${source} leaves out ${leftOut === undefined ? "unchanged resources" : counted(leftOut, "unchanged resource")}: only the change has a price. ` +
            "For the total, write the preview with `pulumi preview --json --show-sames`, or add `--base stack.json`, written by `pulumi stack export > stack.json`.",
        ]),
    ...(pendingDelete > 0
      ? [
          `${counted(pendingDelete, "replaced resource that waits for its deletion is", "replaced resources that wait for their deletion are")} left out: billed until the next \`pulumi up\`.`,
        ]
      : []),
    ...(retained.length > 0
      ? [
          `${counted(retained.length, "removed resource is", "removed resources are")} retained in the cloud, and billed on.`,
        ]
      : []),
    ...(hidden > 0
      ? [
          `${counted(hidden, "resource has a provider", "resources have a provider")} that ${source} doesn't contain: the region is assumed to be the program's.`,
        ]
      : []),
  ];
}

/** Launch templates that change while what uses them isn't in the file. */
function unseenNodes(changes: readonly ResourceChange[], view: StackView): string[] {
  const used = new Set(view.resources.flatMap(({ dependsOn }) => dependsOn));
  const templates = changes.filter(
    ({ urn, type, kind }) => TEMPLATES.includes(type) && kind !== "added" && !used.has(urn),
  );
  return templates.map(
    ({ name }) => `What the change of ${name} does to the cost of its nodes doesn't show: they are left out.`,
  );
}

const TEMPLATES = [
  "aws:ec2/launchTemplate:LaunchTemplate",
  "aws:ec2/launchConfiguration:LaunchConfiguration",
];

function regionsOf(costs: ReadonlyMap<string, ResourceCost>): RegionUse[] {
  const counts = new Map<string, number>();
  for (const { region } of costs.values()) counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts]
    .map(([name, resources]) => ({ name, resources, priced: priceBookOf(name) !== undefined }))
    .sort((one, other) => other.resources - one.resources || (one.name < other.name ? -1 : 1));
}

/** Of each resource that has a line, a use or no price. */
function costsOf(cost: ProgramCost, view: StackView, region: string): Map<string, ResourceCost> {
  const byUrn = new Map<string, ResourceCost>();
  const of = (urn: string): ResourceCost => {
    const known = byUrn.get(urn);
    if (known) return known;
    const resource = view.get(urn)!;
    const made: ResourceCost = {
      resource,
      region: resource.region ?? region,
      lines: [],
      unknownUse: [],
      unpriced: [],
      mayBill: [],
      total: sum([]),
    };
    byUrn.set(urn, made);
    return made;
  };
  for (const line of cost.lines) of(line.urn).lines.push(line);
  for (const use of cost.unknownUse) of(use.urn).unknownUse.push(use);
  for (const unpriced of cost.unpriced) of(unpriced.urn).unpriced.push(unpriced);
  for (const mayBill of cost.mayBill) of(mayBill.urn).mayBill.push(mayBill);
  for (const each of byUrn.values()) each.total = sum(each.lines.map((line) => line.cost));
  return byUrn;
}

function totalOf(cost: ProgramCost, costs: ReadonlyMap<string, ResourceCost>, errors: number): Total {
  return { ...cost, resources: largestFirst([...costs.values()]), ...completeness(cost, errors) };
}

function completeness(
  { lines, unknownUse, unpriced, mayBill }: ProgramCost,
  errors: number,
): Pick<Total, "atLeast" | "unknown"> {
  const atLeast = unpriced.length + unknownUse.length + mayBill.length + errors > 0;
  return { atLeast, unknown: atLeast && lines.length === 0 };
}

function totalOfAll(totals: readonly Total[]): Total {
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

function changeOfAll(changes: readonly CostChange[]): CostChange {
  const totals = changes.flatMap(({ before, after }) => (before && after ? [{ before, after }] : []));
  return summed(
    changes.flatMap(({ resources }) => resources).sort(byDifference),
    [...new Set(changes.map(({ against }) => against))].join(", "),
    changes.some(({ incomplete }) => incomplete),
    totals.length === changes.length
      ? { before: sum(totals.map(({ before }) => before)), after: sum(totals.map(({ after }) => after)) }
      : undefined,
  );
}

function largestFirst(resources: ResourceCost[]): ResourceCost[] {
  return resources.sort(
    (one, other) =>
      other.total.ceiling - one.total.ceiling || (one.resource.urn < other.resource.urn ? -1 : 1),
  );
}
