import { groupNamePrefix } from "../components/nodes/node-group-name";

/** The suffix of a node group has 26 characters, and EKS takes 63 in all. */
const PREFIX_LIMIT = 63 - 26;

/**
 * What is wrong with a stack's name, as a sentence. It is part of the names of AWS resources, of which load balancers
 * are the strictest.
 */
export function stackNameProblem(stack: string, pools: string[]): string | undefined {
  if (!/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(stack)) {
    return `The stack's name "${stack}" must have lower-case letters, digits and dashes alone, and start with a letter.`;
  }
  const [longest] = pools
    .map((pool) => groupNamePrefix(stack, pool))
    .sort((one, other) => other.length - one.length);
  return longest !== undefined && longest.length > PREFIX_LIMIT
    ? `The names of node groups would start with "${longest}", ${longest.length} characters; EKS leaves room for ${PREFIX_LIMIT}. Shorten the name of the stack or of the pool.`
    : undefined;
}
