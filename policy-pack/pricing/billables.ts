import { StackView, type ResourceView } from "../stack-view";
import { costOf, type Cost, type CostOptions } from "./cost";

/** The inputs of a resource, as far as its price depends on them. The URN is any text that no other has. */
export type Billable = Pick<ResourceView, "urn" | "type" | "props">;

/**
 * Who only describes resources reads no clock either: Kubernetes is priced in standard support. Once that is over, the
 * mandatory rule supported-kubernetes refuses the stack.
 */
const BEFORE_ANY_END_OF_SUPPORT = "0001-01-01";

/** Prices resources that are only described: nobody has to make them, and nothing of them is unknown. */
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
