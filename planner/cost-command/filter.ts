import type { ProgramCost } from "../../policy-pack/pricing/cost";
import { sum } from "../../policy-pack/pricing/money";
import type { ResourceView } from "../../policy-pack/stack-view";

/** Whether a resource is meant. */
export type Filter = (resource: Pick<ResourceView, "urn" | "type" | "name">) => boolean;

/** The resources whose URN, type or name one of the patterns matches; without patterns all. */
export function filterOf(patterns: readonly string[]): Filter {
  if (patterns.length === 0) return () => true;
  return ({ urn, type, name }) =>
    patterns.some((pattern) => [urn, type, name].some((text) => matches(pattern, text)));
}

/** Only what the resources that are meant cost; prices still depend on the others. */
export function onlyOf(cost: ProgramCost, resources: readonly ResourceView[], filter: Filter): ProgramCost {
  const urns = new Set(resources.filter(filter).map(({ urn }) => urn));
  const within = <T extends { urn: string }>(parts: readonly T[]) => parts.filter(({ urn }) => urns.has(urn));
  const lines = within(cost.lines);
  return {
    lines,
    unpriced: within(cost.unpriced),
    unknownUse: within(cost.unknownUse),
    mayBill: within(cost.mayBill),
    total: sum(lines.map((line) => line.cost)),
  };
}

/** Whether a text is what a pattern says, in which * is any text. Never slower than their product. */
export function matches(pattern: string, text: string): boolean {
  let [at, from] = [0, 0];
  let star = -1; // the last * passed, and how far its text reaches
  let reach = 0;
  while (from < text.length) {
    if (pattern[at] === "*") {
      star = at++;
      reach = from;
    } else if (pattern[at] === text[from]) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++reach;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
