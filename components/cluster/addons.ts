import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { addonConfiguration, ADDON_VERSIONS, type AddonName } from "./addon-catalog";
import { onSystemPool } from "../nodes/controller-placement";
import type { PoolSettings } from "../nodes/node-pool.settings";

export interface AddonsArgs {
  clusterName: pulumi.Input<string>;
  pools: Record<string, PoolSettings>;
  /** Cost-allocation tags, of what the add-ons make in AWS. */
  tags: Record<string, string>;
  /** Roles of the add-ons whose service accounts need one. */
  roleArns?: Partial<Record<AddonName, pulumi.Input<string>>>;
}

/** EKS add-ons at pinned versions; what they configure, they own. */
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
          // Claims are gone before their volumes are: on destroy the driver runs on until the nodes go.
          ...(addonName === "aws-ebs-csi-driver" ? { preserve: true } : {}),
          serviceAccountRoleArn: args.roleArns?.[addonName],
          resolveConflictsOnCreate: "OVERWRITE", // EKS has put self-managed copies of some into the new cluster
          resolveConflictsOnUpdate: "OVERWRITE",
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
