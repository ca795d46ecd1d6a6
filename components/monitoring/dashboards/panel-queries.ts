import type { Dashboard as GrafanaDashboard } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Dataquery } from "@grafana/grafana-foundation-sdk/prometheus";
import type { Dashboard } from "./dashboard";

/** A query of a panel. */
export interface PanelQuery {
  /** uid of the dashboard. */
  dashboard: string;
  /** Title of the panel. */
  panel: string;
  refId: string;
  /** PromQL; $namespace and $service in its strings are variables of the dashboard, regular expressions. */
  expr: string;
  /** True for a query of one moment, false for one over the shown time. */
  instant: boolean;
}

/** Every query of a dashboard, in the order of its panels. */
export function panelQueries({ uid, json }: Dashboard): PanelQuery[] {
  const { panels = [] } = json as GrafanaDashboard;
  return panels.flatMap((panel) =>
    panel.type === "row" || !("targets" in panel)
      ? []
      : (panel.targets as Dataquery[]).map(({ refId, expr, instant }) => ({
          dashboard: uid,
          panel: panel.title!,
          refId: refId!,
          expr,
          instant: instant === true,
        })),
  );
}
