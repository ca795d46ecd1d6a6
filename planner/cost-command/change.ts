import { money, SITUATIONS, sum, type Money } from "../../policy-pack/pricing/money";
import { UNKNOWN } from "../../policy-pack/stack-view";
import { inputChanges } from "../input-changes";
import { shortType } from "../resource-tree";
import { isUnchangeable } from "../unchangeable-inputs";
import type { CostChange, ResourceChange, ResourceCost } from "./estimate";
import { isReal, nameIn, plainValue, type ResourceState } from "./states";
import type { Steps } from "./steps";

/** One of two states of a program, priced. */
export interface Side {
  states: readonly ResourceState[];
  /** By URN, of resources that have a line, a use or no price. */
  costs: ReadonlyMap<string, ResourceCost>;
}

const NOTHING = money(() => 0);

/**
 * What changes from one state of a program to another. Both are priced as a whole before, so that the change of a launch
 * template shows at its node groups. Linear in the number of resources.
 *
 * @param steps of the preview that the state after comes from; they know what is replaced
 */
export function changesOf(before: Side, after: Side, steps: Steps | undefined): ResourceChange[] {
  const olds = new Map(before.states.map((state) => [state.urn, state]));
  const news = new Map(after.states.map((state) => [state.urn, state]));
  const oldUrn = (urn: string) => (olds.has(urn) ? urn : (steps?.renamed.get(urn) ?? urn));
  const kept = new Set<string>();
  const pairs = after.states.map((state) => {
    const old = olds.get(oldUrn(state.urn));
    if (old) kept.add(old.urn);
    return { old, state };
  });
  const inputs = new Map(
    pairs.flatMap(({ old, state }) => (old ? [[state.urn, changedInputs(old, state, steps)] as const] : [])),
  );
  const changes = pairs.flatMap(({ old, state }): ResourceChange[] => {
    const priced = { before: old && before.costs.get(old.urn), after: after.costs.get(state.urn) };
    if (!old) return [changed("added", state, priced, steps?.imported.has(state.urn) ? [IMPORTED] : [])];
    const { paths, replaced } = inputs.get(state.urn)!;
    if (replaced) return [changed("replaced", state, priced, replaced)];
    if (paths.length > 0) return [changed("changed", state, priced, paths)];
    if (!costsDiffer(priced.before, priced.after)) return [];
    return [changed("changed", state, priced, causesOf(priced.after ?? priced.before, inputs, news))];
  });
  const gone = before.states.filter(({ urn }) => !kept.has(urn));
  const removed = gone.map((state) =>
    changed(
      "removed",
      state,
      { before: before.costs.get(state.urn), after: undefined },
      leaving(state, steps),
    ),
  );
  return [...changes, ...removed]
    .filter(({ urn, before: old, after: made }) => old || made || isReal((news.get(urn) ?? olds.get(urn))!))
    .sort(byDifference);
}

/** The largest difference at the ceiling first. */
export function byDifference(one: ResourceChange, other: ResourceChange): number {
  return (
    Math.abs(other.difference.ceiling) - Math.abs(one.difference.ceiling) || (one.urn < other.urn ? -1 : 1)
  );
}

const IMPORTED = "imported: it exists already, and is billed";

function leaving({ urn, retainOnDelete }: ResourceState, steps: Steps | undefined): string[] {
  if (steps?.after.get(urn)?.external) return ["no longer managed by the program: it is billed on"];
  return retainOnDelete ? ["retained: it leaves the stack, and is billed on"] : [];
}

function changed(
  kind: ResourceChange["kind"],
  { urn, type }: ResourceState,
  { before, after }: Pick<ResourceChange, "before" | "after">,
  because: string[],
): ResourceChange {
  const [old, made] = [before?.total ?? NOTHING, after?.total ?? NOTHING];
  const difference = money((situation) => made[situation] - old[situation]);
  return { kind, urn, type, name: nameIn(urn), because, before, after, difference };
}

interface Inputs {
  /** Those that differ. */
  paths: string[];
  /** Why it is replaced; undefined if it isn't. */
  replaced: string[] | undefined;
}

/**
 * A preview knows what its provider replaces, where it starts from the same inputs. Otherwise the table of unchangeable
 * inputs does; a value that only `up` will know may be the same, and replaces nothing.
 */
function changedInputs(old: ResourceState, state: ResourceState, steps: Steps | undefined): Inputs {
  const changes = differences(old, state);
  const paths = changes.map(({ path }) => path);
  const replaced = steps?.replaced.get(state.urn);
  if (replaced) return { paths, replaced: replaced.length > 0 ? replaced : paths };
  const stepsOld = steps?.before.get(old.urn);
  const isKnown = stepsOld !== undefined && (stepsOld === old || differences(stepsOld, old).length === 0);
  const fixed = isKnown
    ? []
    : changes.filter(
        ({ path, after }) => after !== UNKNOWN && isUnchangeable(state.type, path, after === undefined),
      );
  return { paths, replaced: fixed.length > 0 ? fixed.map(({ path }) => path) : undefined };
}

function differences(old: ResourceState, state: ResourceState) {
  if (old === state || old.inputs === state.inputs) return [];
  return inputChanges(plainValue(old.inputs ?? {}), plainValue(state.inputs ?? {})).filter(
    ({ path }) => !/(?:^|\.)__defaults(?:$|\[|\.)/.test(path), // which of the inputs are defaults of the provider
  );
}

function costsDiffer(before: ResourceCost | undefined, after: ResourceCost | undefined): boolean {
  const texts = (cost: ResourceCost | undefined) =>
    JSON.stringify([
      cost?.unpriced.map(({ reason }) => reason),
      cost?.unknownUse.map(({ item, usd }) => [item, usd]),
    ]);
  const [old, made] = [before?.total ?? NOTHING, after?.total ?? NOTHING];
  return SITUATIONS.some((situation) => old[situation] !== made[situation]) || texts(before) !== texts(after);
}

/** What a resource waits for and what changes itself: a node group's launch template. */
function causesOf(
  cost: ResourceCost | undefined,
  inputs: ReadonlyMap<string, Inputs>,
  news: ReadonlyMap<string, ResourceState>,
): string[] {
  return (cost?.resource.dependsOn ?? []).flatMap((urn) => {
    const state = news.get(urn);
    const isChanged = state && (inputs.get(urn)?.paths.length ?? 1) > 0;
    return isChanged ? [`${shortType(state.type)} ${nameIn(urn)} changes`] : [];
  });
}

/**
 * The sums of changes.
 *
 * @param lacks whether something that changes is not among them
 */
export function summed(
  resources: ResourceChange[],
  against: string,
  lacks: boolean,
  totals?: { before: Money; after: Money },
): CostChange {
  const sides = resources
    .flatMap(({ before, after }) => [before, after])
    .filter((cost) => cost !== undefined);
  const hasGap = ({ unpriced, unknownUse, mayBill }: ResourceCost) =>
    unpriced.length + unknownUse.length + mayBill.length > 0;
  const incomplete = lacks || sides.some(hasGap);
  return {
    against,
    resources,
    before: totals?.before,
    after: totals?.after,
    difference: sum(resources.map(({ difference }) => difference)),
    incomplete,
    unknown: incomplete && sides.every(({ lines }) => lines.length === 0),
  };
}
