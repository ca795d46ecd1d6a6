import { readFileSync, renameSync, writeFileSync } from "node:fs";

export type Properties = Record<string, unknown>;

/** A resource of the account. */
export interface StoredResource {
  /** Pulumi's token, "aws:ec2/vpc:Vpc". */
  type: string;
  id: string;
  /** Missing where AWS made it by itself, as EKS makes a security group for a cluster. */
  urn?: string;
  /** Id of the resource that it came with and goes with. */
  madeWith?: string;
  inputs: Properties;
  /** What AWS answered beyond the inputs. */
  computed: Properties;
}

/** EKS makes one for each managed node group; an autoscaler moves its desired size. */
export interface AutoScalingGroup {
  name: string;
  /** Id of the node group, "<cluster>:<node group>". */
  nodeGroupId: string;
  minSize: number;
  maxSize: number;
  desiredSize: number;
  tags: Record<string, string>;
  /** Numbers of instances that were ended one by one; new ones get others. */
  endedInstances?: number[];
  /** True while EC2 has no capacity for the group: its instances are interrupted, and none comes. */
  isWithoutCapacity?: boolean;
}

/** All that the account holds. */
export interface AccountState {
  /** How many ids of each kind were given out. */
  counters: Record<string, number>;
  /** In the order of their making. */
  resources: StoredResource[];
  autoScalingGroups: AutoScalingGroup[];
  /** Ids of keys that are scheduled for deletion: all that a clean account keeps. */
  keysPendingDeletion: string[];
}

export function emptyAccount(): AccountState {
  return { counters: {}, resources: [], autoScalingGroups: [], keysPendingDeletion: [] };
}

/** Names the file that holds the account. */
export const STATE_VARIABLE = "SANDBOX_AWS_STATE";

/** @throws if the environment doesn't say where the account is */
export function stateFileOf(environment: NodeJS.ProcessEnv): string {
  const file = environment[STATE_VARIABLE];
  if (!file) throw new Error(`${STATE_VARIABLE} should name the file that holds the sandbox's AWS account.`);
  return file;
}

/** What the file says; an empty account if there is none yet. */
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
      `${file} should hold the sandbox's AWS account as JSON. Delete it to begin with an empty one.`,
    );
  }
}

/** Replaces the file as a whole: a process that is killed leaves the old one. The caller holds the file's lock. */
export function writeState(file: string, state: AccountState): void {
  const partial = `${file}.partial`;
  writeFileSync(partial, JSON.stringify(state, null, 1));
  renameSync(partial, file);
}
