import { UsageError } from "../command";
import type { CostInput } from "./input";
import { isProvider, madeBy, type ResourceState } from "./states";

/** A file with what is compared with it: what was before, and the whole of what will be. */
export interface Compared {
  input: CostInput;
  /** Undefined where nothing says what was before. */
  before: ResourceState[] | undefined;
  /** What was before, as the object of "compared with". */
  against: string;
  /** Whether both sides have all resources. */
  whole: boolean;
  notes: string[];
}

/**
 * Finds the base of each file: the one of the same stack, or with one file and one base that one. A preview that leaves out
 * unchanged resources takes them from its base.
 *
 * @throws UsageError
 */
export function withBases(inputs: readonly CostInput[], bases: readonly CostInput[]): Compared[] {
  for (const base of bases) {
    if (base.leftOut !== 0) {
      throw new UsageError(
        `The base ${base.source} leaves out unchanged resources. Use \`pulumi stack export\`, or a preview with --show-sames.`,
      );
    }
  }
  if (bases.length === 1 && inputs.length === 1) return [compared(inputs[0]!, bases[0])];
  const left = new Set(bases);
  const pairs = inputs.map((input) => {
    const base = bases.find(({ stack }) => stack !== undefined && stack === input.stack);
    if (base) left.delete(base);
    return compared(input, base);
  });
  const [other] = left;
  if (other) {
    throw new UsageError(
      `The base ${other.source} is of ${other.stack ?? "no stack"}, and the files are of ${inputs.map(({ stack }) => stack ?? "no stack").join(", ")}. ` +
        "With several files each base belongs to the one of its stack.",
    );
  }
  return pairs;
}

function compared(input: CostInput, base: CostInput | undefined): Compared {
  if (!base) {
    const before = input.steps && madeBy(input.steps.before.values());
    return { input, before, against: "the stack", whole: input.leftOut === 0, notes: [] };
  }
  if (input.leftOut === 0) {
    return { input, before: base.states, against: base.source, whole: true, notes: otherStack(input, base) };
  }
  return applied(input, base);
}

/** The base with the steps of a preview. */
function applied(input: CostInput, base: CostInput): Compared {
  const steps = input.steps!;
  if (input.stack !== undefined && input.stack !== base.stack) {
    throw new UsageError(
      `The base ${base.source} is of ${base.stack ?? "no stack"}, and ${input.source} is of ${input.stack ?? "no stack"}: ` +
        "a preview without its unchanged resources needs an export of its own stack.",
    );
  }
  const known = new Set(base.states.map(({ urn }) => urn));
  const missing = madeBy(steps.before.values()).filter((state) => isCounted(state) && !known.has(state.urn));
  const gone = new Set([...steps.before.keys()].filter((urn) => !steps.after.has(urn)));
  const kept = base.states.filter(({ urn }) => !gone.has(urn));
  const states = madeBy(
    [...kept, ...steps.after.values()].map((state) => steps.after.get(state.urn) ?? state),
  );
  const unchanged = kept.filter((state) => isCounted(state) && !steps.after.has(state.urn)).length;
  const isOld = missing.length > 0 || (input.leftOut !== undefined && unchanged !== input.leftOut);
  return {
    input: { ...input, states },
    before: base.states,
    against: base.source,
    whole: true,
    notes: isOld
      ? [
          `${base.source} is not the state that ${input.source} starts from: the preview leaves out ${input.leftOut ?? "some"} unchanged resources, ` +
            `and the base has ${unchanged} that the preview doesn't name. Export the stack again.`,
        ]
      : [],
  };
}

/** Default providers are in the state, and the engine doesn't count them. */
function isCounted({ type, urn, external }: ResourceState): boolean {
  return !external && !(isProvider(type) && /::default(?:_\w+)*$/.test(urn));
}

function otherStack(input: CostInput, base: CostInput): string[] {
  return input.stack === base.stack
    ? []
    : [
        `${base.source} is of ${base.stack ?? "no stack"}, and ${input.source} of ${input.stack ?? "no stack"}.`,
      ];
}
