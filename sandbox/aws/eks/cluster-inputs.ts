import type * as pulumi from "@pulumi/pulumi";

/** The inputs of eks:index:Cluster that the sandbox supports. */
export interface ClusterInputs {
  name: pulumi.Input<string>;
  version?: pulumi.Input<string>;
  publicSubnetIds?: pulumi.Input<string[]>;
  privateSubnetIds?: pulumi.Input<string[]>;
  endpointPrivateAccess?: pulumi.Input<boolean>;
  endpointPublicAccess?: pulumi.Input<boolean>;
  publicAccessCidrs?: pulumi.Input<string[]>;
  authenticationMode?: "API" | "API_AND_CONFIG_MAP";
  accessEntries?: Record<string, AccessEntryInputs>;
  encryptionConfigKeyArn?: pulumi.Input<string>;
  enabledClusterLogTypes?: pulumi.Input<string[]>;
}

export interface AccessEntryInputs {
  principalArn: pulumi.Input<string>;
  accessPolicies?: Record<
    string,
    { policyArn: pulumi.Input<string>; accessScope: pulumi.Input<{ type: string; namespaces?: string[] }> }
  >;
}

const SUPPORTED = [
  "name",
  "version",
  "vpcId",
  "publicSubnetIds",
  "privateSubnetIds",
  "endpointPrivateAccess",
  "endpointPublicAccess",
  "publicAccessCidrs",
  "authenticationMode",
  "accessEntries",
  "encryptionConfigKeyArn",
  "enabledClusterLogTypes",
];

/** Inputs that switch off resources which the real component creates by default. The sandbox doesn't create them. */
const SWITCHED_OFF: Record<string, (value: unknown) => boolean> = {
  skipDefaultNodeGroup: (value) => value === true,
  skipDefaultSecurityGroups: (value) => value === true,
  useDefaultVpcCni: (value) => value === true,
  kubeProxyAddonOptions: isDisabled,
  corednsAddonOptions: isDisabled,
};

function isDisabled(options: unknown): boolean {
  return (options as { enabled?: unknown } | undefined)?.enabled === false;
}

/**
 * @throws Error with the inputs that the sandbox doesn't support, and what is allowed
 */
export function supportedInputs(inputs: Record<string, unknown>): ClusterInputs {
  const wrong = [
    ...Object.entries(SWITCHED_OFF)
      .filter(([key, isOff]) => !isOff(inputs[key]))
      .map(([key]) => `${key} has to switch its default off`),
    ...Object.entries(inputs)
      .filter(([, value]) => value !== undefined && value !== false)
      .filter(([key]) => !SUPPORTED.includes(key) && !(key in SWITCHED_OFF))
      .map(([key]) => `${key} is not supported`),
  ];
  if (wrong.length > 0) throw new Error(`The sandbox's eks:index:Cluster: ${wrong.join("; ")}.`);
  return inputs as unknown as ClusterInputs;
}
