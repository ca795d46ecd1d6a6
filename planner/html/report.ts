import type { Plan } from "../plan";
import { bandChart } from "./band-chart";
import { capacityTable } from "./capacity-table";
import { costTable } from "./cost-table";
import { driversTable } from "./drivers-table";
import { headline } from "./headline";
import { markup } from "./markup";
import { nodesChart } from "./nodes-chart";
import { page, section } from "./page";
import { picture } from "./picture/picture";
import { resourceList } from "./resources";
import { rulesTable } from "./rules-table";

/**
 * The plan as one HTML file that needs nothing else: no script, no request. The same plan gives the same text.
 * Exact dollars stand in `data-usd-per-hour`.
 */
export function htmlReport(plan: Plan): string {
  const { stack, settings, view, cost, capacity, resources } = plan;
  return page(`${stack}: what it makes and costs`, [
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
          section("drivers", "What drives it", driversTable(cost, view)),
        ]
      : []),
    section("capacity", "Capacity fit", capacityTable(capacity)),
    section("rules", "Broken rules", rulesTable(plan)),
    ...(resources.length > 0
      ? [section("resources", "Resources by component", resourceList(resources))]
      : []),
  ]).text;
}
