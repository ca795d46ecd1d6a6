import { createColors } from "picocolors";
import { services } from "../../stacks/services";
import type { Comparison } from "../comparison";
import { costByComponent, distanceToCeiling, nightSentence, type StackCost } from "../cost";
import { stands, type Plan } from "../plan";
import { isReal } from "../resource-tree";
import { capacitySection } from "../text/capacity";
import { besideTheBand } from "../text/cost";
import { hourly, monthly, signed } from "../text/dollars";
import { month } from "../text/money-table";
import { nodePoolsSection } from "../text/node-pools";
import { podAutoscalingSection } from "../text/pod-autoscaling";
import { changeDetails, changeSummary } from "./changes";
import { cut } from "./cut";
import { code, escape, fenced } from "./escape";
import { bandColumns, bandRow, details, table } from "./layout";
import { brokenRules } from "./rules";

/**
 * Bytes of each part. With what has no length of its own they stay below 60,000; GitHub takes comments of 65,536
 * characters.
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

/** The plan as a comment on a pull request: what decides first, the rest to be opened. Less than 60,000 bytes. */
export function markdownReport(plan: Plan, comparison?: Comparison): string {
  const { cost } = plan;
  const misfits = misfitsOf(plan);
  const blocks = [
    `<!-- betterprompts-plan:${plan.stack} -->`, // by this line a workflow finds the comment that it updates
    headline(plan),
    cost
      ? `${band(cost, comparison)}\n\n${ceilingLine(cost)} ${besideTheBand(cost)}${nightLine(cost)}`
      : "Nothing is made, so nothing is priced.",
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
  if (stands(plan)) {
    const count = plan.resources.filter(isReal).length.toLocaleString("en-US");
    return `### ${stack}: the plan stands, ${count} resources`;
  }
  const broken = plan.policies.filter(({ level }) => level === "mandatory").map(({ rule }) => rule);
  const mandatory = new Set(broken).size;
  const reasons = [
    ...(mandatory > 0 ? [`${mandatory} mandatory ${mandatory === 1 ? "rule is" : "rules are"} broken`] : []),
    ...(plan.capacity.some(({ fits }) => !fits) ? ["not every pod finds a place"] : []),
  ];
  return `### ${stack}: the plan does not stand, ${reasons.join(" and ")}`;
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
    return `At least ${most} at the maximum: whether that stays below ${ceiling} can't be told.`;
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
  const drivers = [...cost.lines]
    .sort((one, other) => other.cost.ceiling - one.cost.ceiling)
    .slice(0, DRIVERS)
    .map(({ urn, item, cost: amounts }) =>
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

/** In the columns of the text report. */
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
