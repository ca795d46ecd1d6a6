import type { Plan } from "../plan";
import { code, cut, escape } from "./layout";

/** At most so many findings of one rule are listed: the fix is the same for all of them. */
const MOST_FINDINGS = 5;

type Broken = Plan["policies"][number];

/** Broken rules, mandatory ones first, each with its fix and the first findings. */
export function brokenRules(policies: Broken[], bytes: number): string {
  const byRule = new Map<string, Broken[]>();
  for (const policy of policies) {
    const key = `${policy.level} ${policy.rule}`;
    const known = byRule.get(key);
    if (known) known.push(policy);
    else byRule.set(key, [policy]);
  }
  const groups = [...byRule.values()];
  const mandatoryFirst = [
    ...groups.filter(([first]) => first!.level === "mandatory"),
    ...groups.filter(([first]) => first!.level !== "mandatory"),
  ];
  return cut(mandatoryFirst.map(entry), bytes).join("\n");
}

function entry(findings: Broken[]): string {
  const { rule, level, fix } = findings[0]!;
  const more = findings.length - MOST_FINDINGS;
  return [
    `- ${level === "mandatory" ? "**mandatory**" : level} ${code(rule)}: ${escape(fix)}`,
    ...findings.slice(0, MOST_FINDINGS).map(({ message }) => `  - ${escape(message)}`),
    ...(more > 0 ? [`  - and ${more.toLocaleString("en-US")} more`] : []),
  ].join("\n");
}
