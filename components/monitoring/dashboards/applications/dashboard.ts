import type { MonitoredStack } from "../../monitored-stack";
import { dashboard, type Dashboard } from "../dashboard";
import { forecasts } from "./forecasts";
import { oneService } from "./one-service";
import { queuesAndGpus } from "./queues";
import { rightSizing } from "./right-sizing";
import { scaling } from "./scaling";
import { userTraffic } from "./traffic";
import { namespaceVariable, serviceVariable } from "./variables";

/** What users get of the services, how these scale, and what they are given for it. */
export function applicationsDashboard(stack: MonitoredStack): Dashboard {
  return dashboard(stack, {
    uid: "betterprompts-applications",
    title: "Applications",
    description: "What users get of the services, how these scale on it, and what they are given for it.",
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
