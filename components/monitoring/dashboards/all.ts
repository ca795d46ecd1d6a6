import type { MonitoredStack } from "../monitored-stack";
import { costOverTime } from "./cost/over-time";
import { prices } from "./cost/prices";
import { serviceCosts } from "./cost/services";
import { spotSavings } from "./cost/spot";
import { costNow } from "./cost/now";
import { unusedCost } from "./cost/unused";
import { alertsAndExporters } from "./cluster/alerts";
import { autoscaling } from "./cluster/autoscaling";
import { gpus } from "./cluster/gpus";
import { pools } from "./cluster/pools";
import { room } from "./cluster/room";
import { spotNodes } from "./cluster/spot";
import { waitingPods } from "./cluster/waiting";
import { oneService } from "./applications/one-service";
import { queuesAndGpus } from "./applications/queues";
import { rightSizing } from "./applications/right-sizing";
import { scaling } from "./applications/scaling";
import { forecasts, userTraffic } from "./applications/traffic";
import { namespaceVariable, serviceVariable } from "./applications/variables";
import { dashboard, type Dashboard } from "./dashboard";

/** All dashboards. */
export function dashboards(stack: MonitoredStack): Dashboard[] {
  return [costDashboard(stack), clusterDashboard(stack), applicationsDashboard(stack)];
}

/** What the stack costs, by owner, and what is wasted. */
function costDashboard(stack: MonitoredStack): Dashboard {
  return dashboard(stack, {
    uid: "betterprompts-cost",
    title: "Cost",
    description: "What the stack costs, by owner, and what is wasted. US dollars before tax.",
    range: "7d",
    rows: [
      { title: "Now and this month", panels: costNow(stack) },
      { title: "Over time", panels: costOverTime(stack) },
      { title: "Paid for and not used", panels: unusedCost(stack) },
      { title: "Spot nodes", panels: spotSavings(stack) },
      { title: "Services", panels: serviceCosts(stack) },
      { title: "Prices behind these figures", panels: prices(stack) },
    ],
  });
}

/** Nodes and pools: health, use, and nodes that start or end. */
function clusterDashboard(stack: MonitoredStack): Dashboard {
  return dashboard(stack, {
    uid: "betterprompts-cluster",
    title: "Cluster",
    description: "Alerts, exporters, node pools, waiting pods, scale events, spot and GPU nodes, quotas.",
    range: "6h",
    rows: [
      { title: "Alerts and exporters", panels: alertsAndExporters(stack) },
      { title: "Pools", panels: pools(stack) },
      { title: "Pods that wait", panels: waitingPods(stack) },
      { title: "Cluster Autoscaler", panels: autoscaling(stack) },
      { title: "Spot nodes", panels: spotNodes(stack) },
      { title: "GPU nodes", panels: gpus(stack) },
      { title: "Room", panels: room(stack) },
    ],
  });
}

/** What users see of the services, how these scale, and which resources they get. */
function applicationsDashboard(stack: MonitoredStack): Dashboard {
  return dashboard(stack, {
    uid: "betterprompts-applications",
    title: "Applications",
    description: "What users see of the services, how these scale, and which resources they get.",
    range: "6h",
    variables: [namespaceVariable(), serviceVariable()],
    rows: [
      { title: "What users get", panels: userTraffic(stack) },
      { title: "Scaling", panels: scaling(stack) },
      { title: "Queues and GPUs", panels: queuesAndGpus(stack) },
      { title: "Forecasts", panels: forecasts(stack) },
      { title: "Right-sizing", panels: rightSizing(stack) },
      { title: "$service", panels: oneService(stack), repeat: "service" },
    ],
  });
}
