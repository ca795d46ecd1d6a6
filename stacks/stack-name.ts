import { targetGroupName } from "../components/network/routing";
import { groupNamePrefix } from "../components/nodes/auto-scaling-group";
import { routes } from "./services";
import type { StackSettings } from "./settings";

/** The suffix of a node group has 26 characters, and EKS takes 63 in all. */
const PREFIX_LIMIT = 63 - 26;

/** Starts of names that AWS keeps: of internal load balancers, and of the ids of security groups. */
const RESERVED_STARTS = ["internal", "sg"];

/** What is wrong with the names of AWS resources, which begin with the stack's name, as sentences. */
export function nameProblems(stack: string, settings: StackSettings): string[] {
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(stack)) {
    return [
      `The stack's name "${stack}" must have lower-case letters, digits and dashes alone, and start with a letter.`,
    ];
  }
  const reserved = RESERVED_STARTS.filter((start) => stack === start || stack.startsWith(`${start}-`)).map(
    (start) =>
      `The stack's name "${stack}" must not begin with "${start}-": AWS keeps such names of load balancers and security groups for its own.`,
  );
  const tooLong = Object.keys(settings.pools)
    .map((pool) => groupNamePrefix(stack, pool))
    .filter((prefix) => prefix.length > PREFIX_LIMIT)
    .map(
      (prefix) =>
        `The names of node groups would start with "${prefix}", ${prefix.length} characters; EKS leaves room for ${PREFIX_LIMIT}. Shorten the name of the stack or of the pool.`,
    );
  return [...reserved, ...tooLong, ...sharedTargetGroupNames(stack, settings)];
}

/** Names are joined with dashes, which they may contain themselves. */
function sharedTargetGroupNames(stack: string, settings: StackSettings): string[] {
  const owners = new Map<string, string>();
  return routes(settings).flatMap((route) => {
    const name = targetGroupName(stack, route);
    const owner = `${route.service} in ${route.namespace}`;
    const other = owners.get(name);
    owners.set(name, other ?? owner);
    return other === undefined
      ? []
      : [
          `The target groups of ${other} and of ${owner} would both be called "${name}". Rename a service or a namespace.`,
        ];
  });
}
