import { money, SITUATIONS, type Money } from "../policy-pack/pricing/money";
import type { CostReport, FitReport, PlanReport, PolicyReport, ResourceReport } from "./base";
import { costsByComponent } from "./cost-breakdown";
import { inputChanges, type InputChange } from "./input-changes";
import { rounded } from "./rounding";
import { effectsOf, type Kept, type NodeEffect } from "./replacements";

/** What changes from one plan of a stack to another. */
export interface Comparison {
  /** Absent where one of the plans creates nothing because pods don't fit: everything would seem added or removed. */
  resources?: ResourceChanges;
  /** Absent where the resources are. */
  cost?: CostChanges;
  /** Rules that only one of the plans breaks. */
  policies: { broken: PolicyReport[]; fixed: PolicyReport[] };
  /** Pools, by scenario, that fit in only one of the plans. */
  capacity: FitChange[];
}

/** By URN. Components and providers, which exist only in the state, are left out. */
export interface ResourceChanges {
  added: NamedResource[];
  removed: NamedResource[];
  /** Deleted and created again, because their provider can't change them in place. Causes first. */
  replaced: ChangedResource[];
  /** In place. */
  changed: ChangedResource[];
  /** Changes that AWS or Kubernetes refuses: `up` stops there. Also in the list of changed ones. */
  refused: (NamedResource & { because: string[] })[];
  /** Node groups of which every node is replaced. */
  nodes: (NamedResource & NodeEffect)[];
  /** Whether the provider's default tags change, which every taggable AWS resource has. */
  retagged: boolean;
}

export interface NamedResource {
  urn: string;
  type: string;
  name: string;
}

export interface ChangedResource extends NamedResource {
  /** Inputs that differ in the plans. */
  inputs: InputChange[];
  /** Why it is replaced, or what it refers to that changes: "cidrBlock", "vpcId: Vpc network is replaced". */
  because: string[];
}

/** US dollars an hour. */
export interface MoneyChange {
  before: Money;
  after: Money;
  difference: Money;
}

export interface CostChanges {
  total: MoneyChange;
  /** The ceiling of the settings. */
  hourlyCeiling: { before: number; after: number };
  /** By component, the largest difference at the ceiling first; unchanged ones are left out. */
  components: (MoneyChange & { name: string })[];
}

export interface FitChange {
  scenario: string;
  pool: string;
  /** After the change. */
  fits: boolean;
}

/** Compares two reports of one stack. Pure; time is linear in the number of resources. */
export function compare(base: PlanReport, plan: PlanReport): Comparison {
  return {
    ...(base.cost && plan.cost
      ? {
          resources: resourceChanges(base.resources, plan.resources),
          cost: costChanges({ ...base, cost: base.cost }, { ...plan, cost: plan.cost }),
        }
      : {}),
    policies: {
      broken: without(plan.policies, base.policies),
      fixed: without(base.policies, plan.policies),
    },
    capacity: fitChanges(base.capacity, plan.capacity),
  };
}

function resourceChanges(before: ResourceReport[], after: ResourceReport[]): ResourceChanges {
  const [old, now] = [before, after].map((each) => new Map(each.map((resource) => [resource.urn, resource])));
  const kept = new Map<string, Kept>();
  for (const [urn, resource] of now!) {
    const was = old!.get(urn);
    if (!was) continue;
    kept.set(urn, {
      before: was,
      after: resource,
      inputs: inputChanges(was.inputs, resource.inputs),
    });
  }
  const { replaced, follows, refused, nodes } = effectsOf(kept);
  const real = [...kept.values()].filter(({ after: resource }) => isReal(resource));
  const of = <T>(effects: ReadonlyMap<string, T>) => real.filter(({ after: { urn } }) => effects.has(urn));
  return {
    added: after.filter((each) => isReal(each) && !old!.has(each.urn)).map(named),
    removed: before.filter((each) => isReal(each) && !now!.has(each.urn)).map(named),
    replaced: of(replaced)
      .map(({ after: each, inputs }) => ({ ...named(each), inputs, because: replaced.get(each.urn)! }))
      .sort((one, other) => Number(isCause(other)) - Number(isCause(one))),
    changed: real
      .filter(({ after: { urn }, inputs }) => !replaced.has(urn) && (inputs.length > 0 || follows.has(urn)))
      .map(({ after: each, inputs }) => ({ ...named(each), inputs, because: follows.get(each.urn) ?? [] })),
    refused: of(refused).map(({ after: each }) => ({ ...named(each), because: refused.get(each.urn)! })),
    nodes: of(nodes).map(({ after: each }) => ({ ...named(each), ...nodes.get(each.urn)! })),
    retagged: [...kept.values()].some(
      ({ after: { type }, inputs }) =>
        type === "pulumi:providers:aws" && inputs.some(({ path }) => path.startsWith("defaultTags")),
    ),
  };
}

/** Whether a resource is replaced because of its own input, and not because of another resource. */
function isCause({ inputs, because }: ChangedResource): boolean {
  return inputs.some(({ path }) => because.includes(path));
}

/** A report doesn't say what is a component; those of a program have types that start with its project's name. */
function isReal({ urn, type }: ResourceReport): boolean {
  const project = urn.split("::")[1]!;
  return !type.startsWith("pulumi:") && !type.startsWith(`${project}:`);
}

function named({ urn, type, name }: ResourceReport): NamedResource {
  return { urn, type, name };
}

type Priced = PlanReport & { cost: CostReport };

function costChanges(base: Priced, plan: Priced): CostChanges {
  const [old, now] = [componentCosts(base), componentCosts(plan)];
  const components = [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, ...moneyChange(old.get(name), now.get(name)) }))
    .filter(({ difference }) => SITUATIONS.some((situation) => difference[situation] !== 0))
    .sort(
      (one, other) =>
        Math.abs(other.difference.ceiling) - Math.abs(one.difference.ceiling) ||
        (one.name < other.name ? -1 : 1),
    );
  return {
    total: moneyChange(base.cost.perHour, plan.cost.perHour),
    hourlyCeiling: { before: base.cost.hourlyCeiling, after: plan.cost.hourlyCeiling },
    components,
  };
}

function componentCosts({ cost, resources }: Priced): Map<string, Money> {
  return costsByComponent(
    cost.lines.map((line) => ({ urn: line.urn, cost: line })),
    resources,
  );
}

const NOTHING = money(() => 0);

function moneyChange(before: Money = NOTHING, after: Money = NOTHING): MoneyChange {
  const difference = money((situation) => rounded(after[situation] - before[situation]));
  return { before, after, difference };
}

/** Entries of the first list that the second lacks. Numbers in a message are ignored: they change while a rule stays broken. */
function without(policies: PolicyReport[], others: PolicyReport[]): PolicyReport[] {
  const key = ({ rule, level, urn, message }: PolicyReport) =>
    JSON.stringify([rule, level, urn, message.replace(/\d+/g, "0")]);
  const counts = new Map<string, number>();
  for (const policy of others) counts.set(key(policy), (counts.get(key(policy)) ?? 0) + 1);
  return policies.filter((policy) => {
    const left = counts.get(key(policy)) ?? 0;
    counts.set(key(policy), left - 1);
    return left <= 0;
  });
}

/** A pool that a plan lacks counts as one that fits. */
function fitChanges(before: FitReport[], after: FitReport[]): FitChange[] {
  const key = ({ scenario, pool }: FitReport) => JSON.stringify([scenario, pool]);
  const full = (fits: FitReport[]) => new Map(fits.filter((fit) => !fit.fits).map((fit) => [key(fit), fit]));
  const [old, now] = [full(before), full(after)];
  const change =
    (fits: boolean) =>
    ({ scenario, pool }: FitReport) => ({ scenario, pool, fits });
  return [
    ...[...now.values()].filter((fit) => !old.has(key(fit))).map(change(false)),
    ...[...old.values()].filter((fit) => !now.has(key(fit))).map(change(true)),
  ];
}
