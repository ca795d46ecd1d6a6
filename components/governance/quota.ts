import { cores, cpuText, gibibytes, memoryText } from "../quantity";
import type { LimitRangeSettings, QuotaSettings } from "./namespace.settings";

/** The `hard` of a ResourceQuota. */
export function quotaHard(quota: QuotaSettings): Record<string, string> {
  return {
    "requests.cpu": quota.cpu,
    "requests.memory": quota.memory,
    "requests.nvidia.com/gpu": String(quota.gpu),
    "limits.cpu": cpuText(cores(quota.cpu) * quota.limitsPerRequest),
    "limits.memory": memoryText(gibibytes(quota.memory) * quota.limitsPerRequest),
    pods: String(quota.pods),
    ...(quota.loadBalancers === undefined ? {} : { "services.loadbalancers": String(quota.loadBalancers) }),
  };
}

/** The `limits` of a LimitRange. A namespace with a quota refuses containers that name no requests and limits. */
export function containerLimits(settings: LimitRangeSettings) {
  return [
    {
      type: "Container",
      defaultRequest: settings.defaultRequest,
      default: settings.defaultLimit,
      max: settings.max,
    },
  ];
}
