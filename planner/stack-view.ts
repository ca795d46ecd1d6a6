import { StackView } from "../policy-pack/stack-view";
import type { RecordedResource } from "./engine";

/** A recording as rules and the cost model see a stack. */
export function viewOf(resources: RecordedResource[]): StackView {
  return new StackView(
    resources.map(({ urn, type, name, inputs, parent, dependsOn, ignoreChanges }) => ({
      urn,
      type,
      name,
      props: inputs,
      parent,
      dependsOn,
      ignoreChanges,
    })),
  );
}
