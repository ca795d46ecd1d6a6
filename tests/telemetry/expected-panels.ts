import { dashboards } from "../../components/monitoring/dashboards/all";
import { panelQueries } from "../../components/monitoring/dashboards/panel-queries";
import { APPLICATION_PANELS } from "./expected/panels/applications";
import { CLUSTER_PANELS } from "./expected/panels/cluster";
import { COST_PANELS } from "./expected/panels/cost";
import { VARIABLES, type ExpectedPanels } from "./expected/panels/expectation";
import type { Sample } from "./expected/sample";
import type { StackName } from "./round-stack";
import type { World } from "./world";

/** What every panel shows in the last minute of a world, by the dashboard's uid. */
const EXPECTED_PANELS: Record<string, ExpectedPanels> = {
  "betterprompts-cost": COST_PANELS,
  "betterprompts-cluster": CLUSTER_PANELS,
  "betterprompts-applications": APPLICATION_PANELS,
};

/** Names of all queries of which something is expected in a stack. */
export function expectedOfPanels(stack: StackName): Map<string, Sample[]> {
  return new Map(
    Object.entries(EXPECTED_PANELS).flatMap(([dashboard, panels]) =>
      Object.entries(panels).flatMap(([panel, queries]) =>
        Object.entries(queries).flatMap(([refId, expectation]): [string, Sample[]][] => {
          const samples = expectation(stack);
          return samples ? [[nameOf({ dashboard, panel, refId }), samples]] : [];
        }),
      ),
    ),
  );
}

/** Every query of a stack's dashboards, by its name, with the values that Grafana would put in. */
export function queriesOfPanels(name: StackName, { stack }: World): Map<string, string> {
  const queries = dashboards(stack).flatMap(panelQueries);
  return new Map(queries.map((query) => [nameOf(query), withVariables(query.expr, name)]));
}

function nameOf({ dashboard, panel, refId }: { dashboard: string; panel: string; refId: string }): string {
  return `${dashboard}: ${panel}, ${refId}`;
}

function withVariables(query: string, stack: StackName): string {
  const { namespace, service } = VARIABLES[stack];
  const values = {
    __rate_interval: "5m",
    __range: "1h",
    namespace: namespace.join("|"),
    service: service.join("|"),
  };
  const filled = query.replaceAll(
    /\$(?:(\w+)|\{(\w+)(?::\w+)?\})/g,
    (text, bare?: string, braced?: string) => {
      const variable = bare ?? braced!;
      return Object.hasOwn(values, variable) ? values[variable as keyof typeof values] : text;
    },
  );
  return filled;
}
