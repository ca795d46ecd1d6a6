import type { AwsTypes } from "./aws-type";

/** Volumes of the CSI driver, which creates them for claims. They are in the account so that orphans are visible. */
export const EBS_VOLUME = "aws:ebs/volume:Volume";

export const volumes: AwsTypes = {
  [EBS_VOLUME]: {
    taggable: true,
    create: ({ account }) => ({ id: `vol-${account.nextHex("volume")}` }),
  },
};
