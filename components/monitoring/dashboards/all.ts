import type { MonitoredStack } from "../monitored-stack";
import { applicationsDashboard } from "./applications/dashboard";
import { clusterDashboard } from "./cluster/dashboard";
import { costDashboard } from "./cost/dashboard";
import type { Dashboard } from "./dashboard";

/** All dashboards. */
export function dashboards(stack: MonitoredStack): Dashboard[] {
  return [costDashboard(stack), clusterDashboard(stack), applicationsDashboard(stack)];
}
