import type { MonitoredStack } from "../../monitored-stack";
import { dashboard, type Dashboard } from "../dashboard";
import { alertsAndExporters } from "./alerts";
import { autoscaling } from "./autoscaling";
import { gpus } from "./gpus";
import { pools } from "./pools";
import { room } from "./room";
import { spotNodes } from "./spot";
import { waitingPods } from "./waiting";

/** Nodes and pools: whether they are well, full, idle or on their way. */
export function clusterDashboard(stack: MonitoredStack): Dashboard {
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
