import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Manifest } from "../kubernetes/objects";
import type { PoolSettings } from "../nodes/node-pool.settings";
import { autoscaler, recommendation } from "../scaling/autoscaler";
import type { Service } from "../scaling/service";
import { deployment } from "./deployment";
import { clusterService, disruptionBudget, podMonitor, targetGroupBinding } from "./service-objects";

export interface WorkloadArgs {
  service: Service;
  pools: Record<string, PoolSettings>;
  /** Only for a public service. */
  target?: { targetGroupArn: pulumi.Input<string>; vpcId: pulumi.Input<string> };
}

/**
 * A changed trigger can turn a HorizontalPodAutoscaler into a ScaledObject, and the other way round. The two are one
 * resource, and the old one is deleted first: with both for one Deployment neither scales (AmbiguousSelector).
 */
const EITHER_AUTOSCALER: pulumi.CustomResourceOptions = {
  aliases: [
    { type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler" },
    { type: "kubernetes:keda.sh/v1alpha1:ScaledObject" },
  ],
  deleteBeforeReplace: true,
};

/**
 * One service in one namespace. Its Deployment usually comes with the application's own delivery, before or after
 * these objects; if the settings have an image, the stack creates it.
 */
export class Workload extends pulumi.ComponentResource {
  constructor(
    name: string,
    private readonly args: WorkloadArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("betterprompts:workload:Workload", name, {}, opts);
    const { service, target } = args;

    if (service.settings.image !== undefined) this.deploy(service.settings.image);
    this.object("autoscaler", autoscaler(service), EITHER_AUTOSCALER);
    this.object("recommendation", recommendation(service));
    this.object("monitor", podMonitor(service));
    this.object("disruption-budget", disruptionBudget(service));
    if (target) this.bindTargets(target);
    this.registerOutputs({});
  }

  private deploy(image: string): void {
    const { service, pools } = this.args;
    this.object("pods", deployment(service, image, pools), { ignoreChanges: ["spec.replicas"] });
    const { metadata, spec } = clusterService(service);
    new kubernetes.core.v1.Service(this.childName("address"), { metadata, spec }, { parent: this });
  }

  private bindTargets({ targetGroupArn, vpcId }: NonNullable<WorkloadArgs["target"]>): void {
    const { name, namespace, settings } = this.args.service;
    const binding = targetGroupBinding({ name, namespace, port: settings.port });
    this.object("targets", {
      ...binding,
      spec: { ...binding.spec, targetGroupARN: targetGroupArn, vpcID: vpcId },
    });
  }

  /** For any kind outside of the core group. The resource's type is that of the kind's own class. */
  private object(child: string, manifest: Manifest, opts?: pulumi.CustomResourceOptions): void {
    const { apiVersion, kind, metadata, spec } = manifest;
    new kubernetes.apiextensions.CustomResource(
      this.childName(child),
      { apiVersion, kind, metadata, spec },
      { parent: this, ...opts },
    );
  }

  private childName(child: string): string {
    return `${this.args.service.namespace}/${this.args.service.name}/${child}`;
  }
}
