import type { ResourceView, StackView } from "../stack-view";

/** Resources of any of these types, in the stack's order for each. */
export function ofTypes(stack: StackView, types: readonly string[]): ResourceView[] {
  return types.flatMap((type) => stack.ofType(type));
}
