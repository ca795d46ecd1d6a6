import type { BrokenSetting } from "./broken-setting";

export const CLUSTER_CASES: BrokenSetting[] = [
  {
    it: "the whole internet at the API",
    set: "cluster/publicAccessCidrs/0",
    wrong: "0.0.0.0/0",
    right: "203.0.113.7/32",
    allowed: /other than 0\.0\.0\.0\/0/,
  },
  {
    it: "a version of Kubernetes that isn't the controllers'",
    set: "cluster/kubernetesVersion",
    wrong: "1.36",
    right: "1.35",
    allowed: /"1\.35".*charts\.ts.*addon-catalog\.ts/,
  },
  {
    it: "a patch version of Kubernetes",
    set: "cluster/kubernetesVersion",
    wrong: "1.35.2",
    allowed: /a minor version of Kubernetes/,
  },
  {
    it: "an administrator that is a user",
    set: "cluster/administrators/platform",
    wrong: "arn:aws:iam::111122223333:user/mia",
    right: "arn:aws:iam::111122223333:role/mia",
    allowed: /the ARN of an IAM role/,
  },
  {
    it: "days that CloudWatch doesn't offer",
    set: "cluster/logRetentionDays",
    wrong: 31,
    right: 30,
    allowed: /one of 1, 3, 5, 7, 14, 30/,
  },
  {
    it: "an unknown kind of log",
    set: "cluster/logTypes/0",
    wrong: "apiServer",
    right: "scheduler",
    allowed: /one of api, audit, authenticator, controllerManager, scheduler/,
  },
];
