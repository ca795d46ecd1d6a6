import { Refusal } from "../refusal";
import { addons } from "./addon";
import { autoScalingTags } from "./auto-scaling-tag";
import type { AwsType, AwsTypes } from "./aws-type";
import { costs } from "./costs";
import { eksCluster } from "./eks-cluster";
import { iam } from "./iam";
import { keysAndLogs } from "./keys-and-logs";
import { launchTemplates } from "./launch-template";
import { listeners } from "./listener";
import { loadBalancers } from "./load-balancer";
import { network } from "./network";
import { nodeGroups } from "./node-group";
import { notifications } from "./notifications";
import { routes } from "./routes";
import { securityGroups } from "./security-groups";
import { volumes } from "./volume";

/** Every type that the simulated AWS supports. */
export const awsTypes: AwsTypes = {
  ...network,
  ...routes,
  ...securityGroups,
  ...keysAndLogs,
  ...iam,
  ...eksCluster,
  ...addons,
  ...launchTemplates,
  ...nodeGroups,
  ...autoScalingTags,
  ...loadBalancers,
  ...listeners,
  ...notifications,
  ...costs,
  ...volumes,
};

/** @throws {Refusal} for a type that the simulated AWS doesn't support */
export function awsType(token: string): AwsType {
  const type = awsTypes[token];
  if (!type)
    throw new Refusal(
      `The sandbox's AWS has no ${token} yet: describe in sandbox/aws/types what AWS does with it.`,
    );
  return type;
}
