import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { addonConfiguration, ADDON_VERSIONS, type AddonName } from "./addon-catalog";
import { onSystemPool } from "../nodes/controller-placement";
import type { PoolSettings } from "../nodes/node-pool.settings";

export interface AddonsArgs {
  clusterName: pulumi.Input<string>;
  pools: Record<string, PoolSettings>;
  /** Cost-allocation tags for what the add-ons create in AWS. */
  tags: Record<string, string>;
  /** Roles of the add-ons whose service accounts need one. */
  roleArns?: Partial<Record<AddonName, pulumi.Input<string>>>;
}

/** EKS add-ons at pinned versions; they own what they configure. */
export class Addons extends pulumi.ComponentResource {
  constructor(
    name: string,
    addons: readonly AddonName[],
    args: AddonsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("betterprompts:components:Addons", name, {}, opts);
    for (const addonName of addons) {
      const configuration = addonConfiguration(onSystemPool(args.pools), args.tags)[addonName];
      new aws.eks.Addon(
        addonName,
        {
          clusterName: args.clusterName,
          addonName,
          addonVersion: ADDON_VERSIONS[addonName],
          configurationValues: configuration ? JSON.stringify(configuration) : undefined,
          // On destroy, claims are deleted before their volumes: the driver keeps running until the nodes are deleted.
          ...(addonName === "aws-ebs-csi-driver" ? { preserve: true } : {}),
          serviceAccountRoleArn: args.roleArns?.[addonName],
          resolveConflictsOnCreate: "OVERWRITE", // a new cluster has self-managed copies of some
          resolveConflictsOnUpdate: "OVERWRITE",
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
