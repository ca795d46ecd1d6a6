import type { QuotaSettings } from "../../governance/namespace.settings";
import { cores, gibibytes } from "../../kubernetes/quantity";
import type { Service } from "../../scaling/service";
import type { MonitoredStack } from "../monitored-stack";
import type { AlertRule } from "../rules";
import { alert } from "./alert";

/** Quotas of the application's namespaces. */
export function quotaNearlyUsed(stack: MonitoredStack): AlertRule {
  const { percent, for: sustained } = stack.alerts.quotaNearlyUsed;
  const used = "namespace_resource:quota_used:ratio";
  const byDesign = stack.namespaces.flatMap(({ name, quota }) =>
    filledByMinima(quota, servicesIn(stack, name), percent).map(
      (resource) => `\nunless ${used}{namespace="${name}", resource="${resource}"}`,
    ),
  );
  return alert(
    stack,
    "QuotaNearlyUsed",
    { expr: `${used} > ${percent / 100}${byDesign.join("")}`, for: sustained },
    {
      severity: "warning",
      summary:
        "{{ $labels.namespace }} uses {{ $value | humanizePercentage }} of its quota of {{ $labels.resource }}",
      description:
        "When the quota is used up, the API server refuses the next pod. Delete what isn't needed, or raise the quota.",
    },
  );
}

function servicesIn({ services }: MonitoredStack, name: string): Service[] {
  return services.filter(({ namespace }) => namespace === name);
}

/**
 * Resources of the quota, named as in its `hard`, of which the services' minima alone need more than the percentage: for
 * example the only GPU slot of a namespace with one GPU pod. Such a quota is full whenever the namespace works.
 */
function filledByMinima(quota: QuotaSettings, services: Service[], percent: number): string[] {
  const minima = (each: (settings: Service["settings"]) => number) =>
    services.reduce((sum, { settings, replicas }) => sum + replicas.min * each(settings), 0);
  const shares: Record<string, number> = {
    "requests.cpu": minima(({ requests }) => cores(requests.cpu)) / cores(quota.cpu),
    "requests.memory": minima(({ requests }) => gibibytes(requests.memory)) / gibibytes(quota.memory),
    "requests.nvidia.com/gpu": minima(({ gpuSlots }) => gpuSlots) / quota.gpu,
    "limits.cpu": minima(({ limits }) => cores(limits.cpu)) / (cores(quota.cpu) * quota.limitsPerRequest),
    "limits.memory":
      minima(({ limits }) => gibibytes(limits.memory)) / (gibibytes(quota.memory) * quota.limitsPerRequest),
    pods: minima(() => 1) / quota.pods,
  };
  return Object.keys(shares).filter((resource) => shares[resource]! > percent / 100);
}
