import type * as pulumi from "@pulumi/pulumi";

/** The inputs of eks:index:Cluster that the stand-in carries out. */
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

const CARRIED_OUT = [
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

/** What the component would make besides, and what switches it off: the stand-in makes none of it. */
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
 * @throws if the inputs ask for what the stand-in doesn't make, with the input's name and what is allowed
 */
export function carriedOut(inputs: Record<string, unknown>): ClusterInputs {
  const wrong = [
    ...Object.entries(SWITCHED_OFF)
      .filter(([key, isOff]) => !isOff(inputs[key]))
      .map(([key]) => `${key} has to switch it off`),
    ...Object.entries(inputs)
      .filter(([, value]) => value !== undefined && value !== false)
      .filter(([key]) => !CARRIED_OUT.includes(key) && !(key in SWITCHED_OFF))
      .map(([key]) => `${key} is not carried out`),
  ];
  if (wrong.length > 0) throw new Error(`The sandbox's eks:index:Cluster: ${wrong.join("; ")}.`);
  return inputs as unknown as ClusterInputs;
}
