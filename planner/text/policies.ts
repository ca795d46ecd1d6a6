import type { BrokenRule } from "../../policy-pack/run-rules";
import type { StackView } from "../../policy-pack/stack-view";
import { heading, wrap, type Paint } from "./layout";

/** Broken rules, mandatory ones first, each with what was found, why that matters and what to do. */
export function policiesSection(broken: BrokenRule[], stack: StackView, paint: Paint): string {
  const ordered = [...broken].sort((one, other) => rank(one) - rank(other));
  return [
    heading("Policies", "", paint),
    ...(broken.length === 0 ? [`  ${paint.green("No rule is broken.")}`] : []),
    ...ordered.flatMap((rule) => paragraph(rule, stack, paint)),
  ].join("\n");
}

function paragraph(
  { rule, level, urn, message, reason, fix }: BrokenRule,
  stack: StackView,
  paint: Paint,
): string[] {
  const where = urn === undefined ? "" : ` ${stack.get(urn)?.name ?? urn}`;
  const title = `${level === "mandatory" ? "BROKEN" : "advice"} ${rule}${where}`;
  return [
    `  ${level === "mandatory" ? paint.red(title) : paint.yellow(title)}`,
    ...wrap(message, "    "),
    ...wrap(`why: ${reason}`, "    "),
    ...wrap(`fix: ${fix}`, "    "),
  ];
}

function rank({ level }: BrokenRule): number {
  return level === "mandatory" ? 0 : 1;
}
