import type { BrokenRule } from "../../policy-pack/run-rules";
import type { Plan } from "../plan";
import { bandChart } from "./band-chart";
import { capacityTable, nodeRoomTables } from "./capacity-tables";
import { costTable, driversTable } from "./cost-tables";
import { headline } from "./headline";
import { markup, type Markup } from "./markup";
import { nodesChart } from "./nodes-chart";
import { page, section } from "./page";
import { picture } from "./picture/picture";
import { resourceList } from "./resources";
import { table, tableBody } from "./table";

/**
 * The plan as one HTML file without scripts and requests. The same plan gives the same text. Exact dollars are in
 * `data-usd-per-hour`.
 */
export function htmlReport(plan: Plan): string {
  const { stack, settings, view, cost, capacity, resources } = plan;
  return page(`${stack}: resources and cost`, [
    headline(plan),
    section(
      "band",
      "Cost and nodes",
      markup`<div class="pair">${cost && bandChart(cost, view)}${nodesChart(settings)}</div>`,
    ),
    section("picture", "The stack", picture(plan)),
    ...(cost
      ? [
          section("cost", "Cost by component", costTable(cost, view)),
          section("drivers", "Largest lines", driversTable(cost, view)),
        ]
      : []),
    section("capacity", "Capacity fit", capacityTable(capacity)),
    section("quotas", "Quotas and addresses", nodeRoomTables(settings)),
    section("rules", "Broken rules", rulesTable(plan)),
    ...(resources.length > 0
      ? [section("resources", "Resources by component", resourceList(resources))]
      : []),
  ]).text;
}

/** Broken rules, mandatory ones first. */
function rulesTable({ policies, resources }: Plan): Markup {
  if (resources.length === 0) return markup`<p>Not checked: nothing is created while pods don't fit.</p>\n`;
  if (policies.length === 0) return markup`<p class="good">No rule is broken.</p>\n`;
  const ofLevel = (level: BrokenRule["level"]) => policies.filter((rule) => rule.level === level);
  return table(
    "Findings of the rules, and what to do",
    [{ text: "rule" }, { text: "what, why, and how to fix it" }],
    [tableBody([...ofLevel("mandatory"), ...ofLevel("advisory")].map(row))],
  );
}

function row({ rule, level, urn, message, reason, fix }: BrokenRule): Markup {
  const resource = urn === undefined ? "the stack" : urn.split("::").pop();
  return markup`<tr><th scope="row">${rule}<br><span class="${level === "mandatory" ? "bad" : "warning"}">${level}</span><br><span class="muted">${resource}</span></th><td class="prose"><strong>${message}</strong><br>${reason}<br>${fix}</td></tr>
`;
}
