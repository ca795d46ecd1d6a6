import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { cores, cpuText, gibibytes, memoryText } from "../kubernetes/quantity";
import type { LimitRangeSettings, NamespaceSettings, QuotaSettings } from "./namespace.settings";

/** A namespace of the application, with limits on what its pods may request. */
export class ApplicationNamespace extends pulumi.ComponentResource {
  /** What must exist before the first pod: the namespace and its limits. */
  readonly bounds: pulumi.Resource[];

  constructor(name: string, settings: NamespaceSettings, opts?: pulumi.ComponentResourceOptions) {
    super("betterprompts:governance:ApplicationNamespace", name, {}, opts);
    const namespace = new kubernetes.core.v1.Namespace(
      name,
      {
        metadata: {
          name,
          labels: {
            ...podSecurityLabels(settings.podSecurity),
            // A new pod counts as ready only when the load balancer reaches it.
            "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled",
          },
        },
      },
      { parent: this },
    );
    const metadata = { namespace: namespace.metadata.name };
    const quota = new kubernetes.core.v1.ResourceQuota(
      `${name}-quota`,
      { metadata: { ...metadata, name: "quota" }, spec: { hard: quotaHard(settings.quota) } },
      { parent: this },
    );
    const limits = new kubernetes.core.v1.LimitRange(
      `${name}-limits`,
      { metadata: { ...metadata, name: "limits" }, spec: { limits: containerLimits(settings.limitRange) } },
      { parent: this },
    );
    this.bounds = [namespace, quota, limits];
    this.registerOutputs({});
  }
}

/** The `hard` of a ResourceQuota. */
function quotaHard(quota: QuotaSettings): Record<string, string> {
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

/** The `limits` of a LimitRange. A namespace with a quota refuses containers without requests and limits. */
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

/** The namespace of one controller. */
export function controllerNamespace(
  name: string,
  level: PodSecurityLevel,
  opts: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Namespace {
  return new kubernetes.core.v1.Namespace(
    name,
    { metadata: { name, labels: podSecurityLabels(level) } },
    opts,
  );
}

/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
type PodSecurityLevel = "privileged" | "baseline" | "restricted";

/** With these labels the API server refuses pods above the level, and warns of what "restricted" would refuse. */
function podSecurityLabels(level: PodSecurityLevel): Record<string, string> {
  const advisory = level === "privileged" ? "privileged" : "restricted";
  return {
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/warn": advisory,
    "pod-security.kubernetes.io/audit": advisory,
  };
}
