import type { AwsTypes } from "./aws-type";

/** Made by the CSI driver for claims, never by the program: its volumes are in the account, so that orphans show. */
export const EBS_VOLUME = "aws:ebs/volume:Volume";

export const volumes: AwsTypes = {
  [EBS_VOLUME]: {
    taggable: true,
    create: ({ account }) => ({ id: `vol-${account.nextHex("volume")}` }),
  },
};
