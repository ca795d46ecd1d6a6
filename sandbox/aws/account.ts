import { ACCOUNT_ID } from "../../planner/simulated-outputs";
import { valueAt } from "./paths";
import type { AccountState, AutoScalingGroup, Properties, StoredResource } from "./state";

/** The identity whose credentials the program has. */
export const callerIdentity = {
  accountId: ACCOUNT_ID,
  arn: `arn:aws:iam::${ACCOUNT_ID}:user/sandbox`,
  id: ACCOUNT_ID,
  userId: "AIDASANDBOX",
};

/** The account's state with lookups, from the view of one region. */
export class Account {
  constructor(
    readonly state: AccountState,
    readonly region: string,
    /** The provider's default tags, for every resource that takes tags. */
    readonly defaultTags: Record<string, string> = {},
  ) {}

  /** Resources of a type, the oldest first. */
  all(type: string): StoredResource[] {
    return this.state.resources.filter((resource) => resource.type === type);
  }

  byId(type: string, id: unknown): StoredResource | undefined {
    return this.find(type, "id", id);
  }

  /** The resource of a type that has a value at a path of its outputs. */
  find(type: string, path: string, value: unknown): StoredResource | undefined {
    return this.all(type).find((resource) => valueAt(outputsOf(resource), path) === value);
  }

  autoScalingGroup(name: unknown): AutoScalingGroup | undefined {
    return this.state.autoScalingGroups.find((group) => group.name === name);
  }

  /** A type's next hexadecimal id. Ids are counted, so that equal runs have equal ids. */
  nextHex(kind: string, digits = 17): string {
    const count = (this.state.counters[kind] ?? 0) + 1;
    this.state.counters[kind] = count;
    return count.toString(16).padStart(digits, "0");
  }

  nextUuid(kind: string): string {
    return this.nextHex(kind, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  /** The ARN of something in this region. */
  arn(service: string, resource: string): string {
    return `arn:aws:${service}:${this.region}:${ACCOUNT_ID}:${resource}`;
  }

  /** The ARN of something that is the same in every region. */
  globalArn(service: string, resource: string): string {
    return `arn:aws:${service}::${ACCOUNT_ID}:${resource}`;
  }
}

/** The outputs of a resource as the provider returns them. */
export function outputsOf({ id, inputs, computed }: StoredResource): Properties {
  return { ...inputs, ...computed, id };
}
