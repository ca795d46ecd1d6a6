/**
 * What the names of a pool's node groups start with. The AWS provider adds a suffix, so that a replacement can stand
 * before the old group goes.
 */
export function groupNamePrefix(stack: string, pool: string): string {
  return `${stack}-${pool}-`;
}

/**
 * A regular expression for the names of the Auto Scaling groups that EKS makes for the pool's node groups,
 * `eks-<node group>-<uuid>`. The suffix is written out (a time of 18 digits and a counter of 8 hexadecimal ones:
 * terraform-plugin-sdk, helper/id), or the pattern of a pool "spot" would match the groups of a pool "spot-arm" too.
 */
export function groupNamePattern(stack: string, pool: string): string {
  return `^eks-${groupNamePrefix(stack, pool)}[0-9]{18}[0-9a-f]{8}-`;
}
