import { readFileSync, renameSync, writeFileSync } from "node:fs";

export type Properties = Record<string, unknown>;

/** A resource of the account. */
export interface StoredResource {
  /** Pulumi's token, "aws:ec2/vpc:Vpc". */
  type: string;
  id: string;
  /** Missing if AWS itself created the resource, as EKS creates a security group for a cluster. */
  urn?: string;
  /** Id of the resource with which it is created and deleted. */
  madeWith?: string;
  inputs: Properties;
  /** Outputs that AWS computed. */
  computed: Properties;
}

/** EKS creates one for each managed node group; an autoscaler changes its desired size. */
export interface AutoScalingGroup {
  name: string;
  /** Id of the node group, "<cluster>:<node group>". */
  nodeGroupId: string;
  minSize: number;
  maxSize: number;
  desiredSize: number;
  tags: Record<string, string>;
  /** Numbers of instances that were terminated individually; new instances get other numbers. */
  endedInstances?: number[];
  /** True while EC2 has no capacity for the group: its instances are interrupted, and no new one starts. */
  isWithoutCapacity?: boolean;
}

/** The contents of the account. */
export interface AccountState {
  /** Kind -> number of ids that were assigned. */
  counters: Record<string, number>;
  /** In the order of their creation. */
  resources: StoredResource[];
  autoScalingGroups: AutoScalingGroup[];
  /** Ids of keys that are scheduled for deletion. A destroyed stack leaves nothing else. */
  keysPendingDeletion: string[];
}

export function emptyAccount(): AccountState {
  return { counters: {}, resources: [], autoScalingGroups: [], keysPendingDeletion: [] };
}

/** Environment variable with the file of the account. */
export const STATE_VARIABLE = "SANDBOX_AWS_STATE";

/** @throws Error if the environment has no file of the account */
export function stateFileOf(environment: NodeJS.ProcessEnv): string {
  const file = environment[STATE_VARIABLE];
  if (!file)
    throw new Error(
      `The environment variable ${STATE_VARIABLE} has to name the file of the sandbox's AWS account.`,
    );
  return file;
}

/** The account in the file; an empty account if there is no file yet. */
export function readState(file: string): AccountState {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return emptyAccount();
    throw error;
  }
  try {
    return JSON.parse(text) as AccountState;
  } catch {
    throw new Error(
      `${file} should contain the sandbox's AWS account as JSON. Delete it to begin with an empty account.`,
    );
  }
}

/** Replaces the file as a whole: a killed process leaves the old one. The caller holds the file's lock. */
export function writeState(file: string, state: AccountState): void {
  const partial = `${file}.partial`;
  writeFileSync(partial, JSON.stringify(state, null, 1));
  renameSync(partial, file);
}
