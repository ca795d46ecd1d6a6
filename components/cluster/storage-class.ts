import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

export const STORAGE_CLASS = "gp3";

/** The cluster's default: encrypted gp3, bound in the zone of the pod, because a volume is in one zone. */
export function defaultStorageClass(opts: pulumi.CustomResourceOptions): kubernetes.storage.v1.StorageClass {
  return new kubernetes.storage.v1.StorageClass(
    STORAGE_CLASS,
    {
      metadata: {
        name: STORAGE_CLASS,
        annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
      },
      provisioner: "ebs.csi.aws.com",
      parameters: { type: "gp3", encrypted: "true" },
      volumeBindingMode: "WaitForFirstConsumer",
      reclaimPolicy: "Delete",
      allowVolumeExpansion: true,
    },
    opts,
  );
}
