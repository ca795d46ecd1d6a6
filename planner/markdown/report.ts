import { createColors } from "picocolors";
import { services } from "../../stacks/services";
import type { Comparison } from "../comparison";
import { costByComponent, distanceToCeiling, type StackCost } from "../cost";
import { largestLines } from "../cost-breakdown";
import { passes, type Plan } from "../plan";
import { isReal } from "../resource-tree";
import { capacitySection } from "../text/capacity";
import { nightSentence, rollingUpdateSentence } from "../text/cost";
import { hourly, month, monthly, signed } from "../text/money";
import { nodePoolsSection } from "../text/node-pools";
import { podAutoscalingSection } from "../text/pod-autoscaling";
import { changeDetails, changeSummary } from "./changes";
import { bandColumns, bandRow, code, cut, details, escape, fenced, table } from "./layout";
import { brokenRules } from "./rules";

/**
 * Bytes of each part. Together with the parts of fixed length they are fewer than 60,000; a comment on GitHub may have
 * 65,536 characters.
 */
const BYTES = {
  rules: 12_000,
  misfits: 5_000,
  components: 5_000,
  drivers: 4_000,
  changes: 15_000,
  capacity: 5_000,
  pools: 5_000,
  autoscaling: 5_000,
};

const DRIVERS = 10;

/** The plan as a comment on a pull request: the verdict first, details folded. Fewer than 60,000 bytes. */
export function markdownReport(plan: Plan, comparison?: Comparison): string {
  const { cost } = plan;
  const misfits = misfitsOf(plan);
  const blocks = [
    `<!-- betterprompts-plan:${plan.stack} -->`, // a workflow finds the comment that it updates by this line
    headline(plan),
    cost
      ? `${band(cost, comparison)}\n\n${ceilingLine(cost)} ${rollingUpdateSentence(cost)}${nightLine(cost)}`
      : "Nothing is created, so nothing is priced.",
    ...(comparison ? [changeSummary(comparison)] : []),
    ...(plan.policies.length > 0 ? [`**Broken rules**\n\n${brokenRules(plan.policies, BYTES.rules)}`] : []),
    ...(misfits.length > 0
      ? [
          `**What doesn't fit**\n\n${cut(
            misfits.map((text) => `- ${escape(text)}`),
            BYTES.misfits,
          ).join("\n")}`,
        ]
      : []),
    ...(cost ? costDetails(cost, plan) : []),
    ...(comparison ? changeDetails(comparison, BYTES.changes) : []),
    ...settingDetails(plan),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function headline(plan: Plan): string {
  const stack = escape(plan.stack);
  if (passes(plan)) {
    const count = plan.resources.filter(isReal).length.toLocaleString("en-US");
    return `### ${stack}: the plan passes, ${count} resources`;
  }
  const broken = plan.policies.filter(({ level }) => level === "mandatory").map(({ rule }) => rule);
  const mandatory = new Set(broken).size;
  const reasons = [
    ...(mandatory > 0 ? [`${mandatory} mandatory ${mandatory === 1 ? "rule is" : "rules are"} broken`] : []),
    ...(plan.capacity.some(({ fits }) => !fits) ? ["not every pod fits"] : []),
  ];
  return `### ${stack}: the plan fails, ${reasons.join(" and ")}`;
}

function band({ total, unpriced }: StackCost, comparison: Comparison | undefined): string {
  const difference = comparison?.cost?.total.difference;
  const atLeast = unpriced.length > 0 ? "at least, " : "";
  const rows = [
    bandRow(`${atLeast}an hour`, total, hourly),
    bandRow(`${atLeast}a month (730 h)`, month(total), monthly),
    ...(difference
      ? [
          bandRow("change an hour", difference, (usd) => signed(usd, hourly)),
          bandRow("change a month", month(difference), (usd) => signed(usd, monthly)),
        ]
      : []),
  ];
  return table(bandColumns("US dollars"), rows, Infinity);
}

function ceilingLine(cost: StackCost): string {
  const { verdict, usd } = distanceToCeiling(cost);
  const most = `$${hourly(cost.total.ceiling)}`;
  const ceiling = `the ceiling of $${hourly(cost.hourlyCeilingUsd)} an hour`;
  if (verdict === "unknown")
    return `At least ${most} at the maximum; without a price for everything it is unknown whether that stays below ${ceiling}.`;
  return `${most} at most, ${verdict === "below" ? `$${hourly(usd)} below` : `**$${hourly(usd)} above**`} ${ceiling}.`;
}

function nightLine(cost: StackCost): string {
  const sentence = nightSentence(cost);
  return sentence === undefined ? "" : `\n\n${escape(sentence)}.`;
}

function misfitsOf({ capacity }: Plan): string[] {
  return capacity.flatMap(({ scenario, misfits }) => misfits.map((misfit) => `${scenario}: ${misfit}`));
}

function costDetails(cost: StackCost, { view }: Plan): string[] {
  const components = costByComponent(cost, view).map(({ name, cost: amounts }) =>
    bandRow(code(name), amounts, hourly),
  );
  const drivers = largestLines(cost.lines, DRIVERS).map(({ urn, item, cost: amounts }) =>
    bandRow(`${code(view.get(urn)!.name)} ${escape(item)}`, amounts, hourly),
  );
  return [
    details("Cost by component", table(bandColumns("US dollars an hour"), components, BYTES.components)),
    details(
      `Top ${DRIVERS} at the ceiling`,
      table(bandColumns("US dollars an hour"), drivers, BYTES.drivers),
    ),
  ];
}

/** Sections of the text report. */
function settingDetails({ settings, capacity }: Plan): string[] {
  const plain = createColors(false);
  const section = (title: string, text: string, bytes: number) => {
    const [, ...lines] = text.split("\n"); // the first is the title
    return details(title, fenced(cut(lines, bytes)).join("\n"));
  };
  return [
    section("Capacity: requested / allocatable", capacitySection(capacity, plain), BYTES.capacity),
    section("Node pools", nodePoolsSection(settings, false, plain), BYTES.pools),
    section("Pod autoscaling", podAutoscalingSection(services(settings), plain), BYTES.autoscaling),
  ];
}
