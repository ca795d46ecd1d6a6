import type { Account } from "../account";
import type { Properties, StoredResource } from "../state";
import type { Rule } from "../rules";

/** Tells a reference's target apart. */
export interface Reference {
  /** Path of the input, "subnetIds[*]". */
  path: string;
  type: string;
  /** Path of the target's output that the input repeats; its id unless said. */
  by?: string;
  /**
   * When the target is deleted first: AWS refuses (unless said otherwise), lets this one dangle, or deletes it along.
   */
  whenGone?: "refuse" | "dangle" | "delete";
}

/** Values that no two resources of a type share. */
export interface Unique {
  paths: string[];
  /** AWS's words. */
  taken: (values: string[], account: Account) => string;
}

/** How the provider names what the program leaves unnamed. */
export interface Naming {
  /** The input with the name. */
  input: string;
  /** The input that the program may give instead: what the name starts with. */
  prefix?: string;
  /** In characters. */
  longest: number;
}

/** A resource that is about to be made or changed. */
export interface Request {
  /** The resource's name in the program. */
  name: string;
  inputs: Properties;
  account: Account;
  /** The resource as it stands, when it is changed. */
  before?: StoredResource;
}

/**
 * What AWS says of one type of resource. Names and types of inputs are the compiler's job. Refusals are AWS's error code
 * and words; undefined lets the request through.
 */
export interface AwsType {
  /** What the inputs alone can break: told in a preview, with the path. */
  rules?: Rule[];
  references?: Reference[];
  unique?: Unique[];
  naming?: Naming;
  /** Whether it takes tags, the provider's default ones included. */
  taggable?: boolean;
  /** Refuses to make or to change. */
  refuse?: (request: Request) => string | undefined;
  /** Refuses to delete, beyond references. */
  refuseDelete?: (resource: StoredResource, account: Account) => string | undefined;
  /** AWS's words for a value that names none of this type. */
  notFound?: (value: string) => string;
  /** AWS's words for a deletion while something refers to it. */
  inUse?: (resource: StoredResource, user: StoredResource) => string;
  /** Id and computed outputs. */
  create: (request: Request) => { id: string } & Properties;
  /** Computed outputs that change with the inputs. */
  update?: (request: Request & { before: StoredResource }) => Properties;
  /** Outputs that are put together from inputs and what AWS computed. */
  outputs?: (inputs: Properties, computed: Properties) => Properties;
  /** What else comes, changes and goes with it. */
  created?: (resource: StoredResource, account: Account) => void;
  updated?: (resource: StoredResource, account: Account, before: Properties) => void;
  deleted?: (resource: StoredResource, account: Account) => void;
  /** Inputs that something else has changed in AWS. */
  moved?: (resource: StoredResource, account: Account) => Properties;
}

export type AwsTypes = Record<string, AwsType>;
