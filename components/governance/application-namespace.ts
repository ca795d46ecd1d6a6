import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { NamespaceSettings } from "./namespace.settings";
import { podSecurityLabels } from "./pod-security";
import { containerLimits, quotaHard } from "./quota";

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
