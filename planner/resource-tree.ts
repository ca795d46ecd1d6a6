import type { RecordedResource } from "./engine";

/** A component or a resource, with its children. */
export interface TreeNode {
  resource: RecordedResource;
  children: TreeNode[];
}

/** Resources by parent, in the order of construction. */
export function resourceTree(resources: RecordedResource[]): TreeNode[] {
  const nodes = new Map(
    resources.map((resource) => [resource.urn, { resource, children: [] as TreeNode[] }]),
  );
  const roots: TreeNode[] = [];
  for (const node of nodes.values()) {
    const siblings = node.resource.parent === undefined ? roots : nodes.get(node.resource.parent)!.children;
    siblings.push(node);
  }
  return roots;
}

/** Whether it would exist in a cloud or a cluster; components and providers exist only in the state. */
export function isReal({ custom, type }: RecordedResource): boolean {
  return (custom || type === "eks:index:Cluster") && !type.startsWith("pulumi:providers:");
}

/** The real resources at and below a node. */
export function realResources(node: TreeNode): RecordedResource[] {
  return [...(isReal(node.resource) ? [node.resource] : []), ...node.children.flatMap(realResources)];
}

/** How many resources of each short type, most first. */
export function countTypes(resources: RecordedResource[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(shortType(type), (counts.get(shortType(type)) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}

/** "NatGateway" of "aws:ec2/natGateway:NatGateway", "AutoScalingGroupTag" where the last part alone says too little. */
export function shortType(type: string): string {
  const last = type.split(":").pop()!;
  return type === "aws:autoscaling/tag:Tag" ? "AutoScalingGroupTag" : last;
}
