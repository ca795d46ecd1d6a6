import type { Account } from "../account";
import type { Properties, StoredResource } from "../state";
import type { Rule } from "../rules";

/** An input that refers to another resource. */
export interface Reference {
  /** Path of the input, "subnetIds[*]". */
  path: string;
  type: string;
  /** Path of the target's output with the same value; the default is its id. */
  by?: string;
  /**
   * If the target is deleted first: AWS refuses (the default), keeps the resource with a dangling reference, or deletes
   * the resource too.
   */
  whenGone?: "refuse" | "dangle" | "delete";
}

/** Values that must be unique among the resources of a type. */
export interface Unique {
  paths: string[];
  /** AWS's message for a duplicate. */
  taken: (values: string[], account: Account) => string;
}

/** How the provider names a resource if the program gives no name. */
export interface Naming {
  /** The input with the name. */
  input: string;
  /** The input with the start of the name, which the program may give instead. */
  prefix?: string;
  /** In characters. */
  longest: number;
}

/** A resource that is about to be created or changed. */
export interface Request {
  /** The resource's name in the program. */
  name: string;
  inputs: Properties;
  account: Account;
  /** The current resource, if it is changed. */
  before?: StoredResource;
}

/**
 * How AWS treats one type of resource. The compiler checks names and types of inputs. A refusal is AWS's error code and
 * message; undefined accepts the request.
 */
export interface AwsType {
  /** Rules for the inputs, regardless of other resources. A preview reports each broken rule with the path. */
  rules?: Rule[];
  references?: Reference[];
  unique?: Unique[];
  naming?: Naming;
  /** Whether it takes tags, the provider's default ones included. */
  taggable?: boolean;
  /** Refuses to create or to change. */
  refuse?: (request: Request) => string | undefined;
  /** Refuses to delete, beyond references. */
  refuseDelete?: (resource: StoredResource, account: Account) => string | undefined;
  /** AWS's message for a reference to a resource that doesn't exist. */
  notFound?: (value: string) => string;
  /** AWS's message for a deletion while another resource refers to it. */
  inUse?: (resource: StoredResource, user: StoredResource) => string;
  /** Id and computed outputs. */
  create: (request: Request) => { id: string } & Properties;
  /** Computed outputs that change with the inputs. */
  update?: (request: Request & { before: StoredResource }) => Properties;
  /** Outputs that combine inputs and computed outputs. */
  outputs?: (inputs: Properties, computed: Properties) => Properties;
  /** What else is created, changed and deleted with it. */
  created?: (resource: StoredResource, account: Account) => void;
  updated?: (resource: StoredResource, account: Account, before: Properties) => void;
  deleted?: (resource: StoredResource, account: Account) => void;
  /** Inputs whose values have changed in AWS since. */
  moved?: (resource: StoredResource, account: Account) => Properties;
}

export type AwsTypes = Record<string, AwsType>;
