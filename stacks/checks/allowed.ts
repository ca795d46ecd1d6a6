import { cores, gibibytes } from "../../components/kubernetes/quantity";
import { nearestName, type Problem } from "../problems";

/** Problems of amounts of which each must not be above another. */
export function notAbove(
  path: Problem["path"],
  lower: { cpu: string; memory: string },
  upper: { cpu: string; memory: string },
  upperName: string,
): Problem[] {
  return [
    ...(cores(lower.cpu) > cores(upper.cpu)
      ? [
          {
            path: [...path, "cpu"],
            found: lower.cpu,
            allowed: `at most ${upper.cpu}, the cpu of ${upperName}`,
          },
        ]
      : []),
    ...(gibibytes(lower.memory) > gibibytes(upper.memory)
      ? [
          {
            path: [...path, "memory"],
            found: lower.memory,
            allowed: `at most ${upper.memory}, the memory of ${upperName}`,
          },
        ]
      : []),
  ];
}

/** The names that are known, and the one that was probably meant. */
export function oneOf(name: string, known: string[]): string {
  if (known.length === 0) return "nothing: there is none to choose from yet";
  const nearest = nearestName(name, known);
  return `one of ${known.join(", ")}${nearest ? `; did you mean "${nearest}"?` : ""}`;
}
