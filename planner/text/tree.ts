import type { RecordedResource } from "../engine";
import { countTypes, isReal, realResources, resourceTree, shortType, type TreeNode } from "../resource-tree";
import { fill, heading, WIDTH, type Paint } from "./layout";

const NAME_WIDTH = 46;
const COUNT_WIDTH = 5;

/**
 * A line for each component: its name, the types of its own resources, and the count of all resources below it.
 *
 * @param verbose lists each resource, too
 */
export function treeSection(resources: RecordedResource[], verbose: boolean, paint: Paint): string {
  const roots = resourceTree(resources).filter((node) => realResources(node).length > 0);
  return [
    heading("Resources by component", "count", paint),
    ...roots.flatMap((node) => lines(node, 1, verbose, paint)),
  ].join("\n");
}

function lines(node: TreeNode, depth: number, verbose: boolean, paint: Paint): string[] {
  const leaves = node.children.filter((child) => child.children.length === 0 && isReal(child.resource));
  const components = node.children.filter((child) => child.children.length > 0);
  return [
    componentLine(node, leaves, depth, paint),
    ...(verbose ? leaves.map((leaf) => resourceLine(leaf, depth + 1, paint)) : []),
    ...components.flatMap((child) => lines(child, depth + 1, verbose, paint)),
  ];
}

function componentLine(node: TreeNode, leaves: TreeNode[], depth: number, paint: Paint): string {
  const own = isReal(node.resource) ? [node.resource] : leaves.map(({ resource }) => resource);
  const typesWidth = WIDTH - NAME_WIDTH - COUNT_WIDTH;
  return [
    paint.bold(fill("  ".repeat(depth) + componentName(node.resource), NAME_WIDTH)),
    paint.dim(fill(typeSummary(countTypes(own), typesWidth), typesWidth)),
    String(realResources(node).length).padStart(COUNT_WIDTH),
  ].join("");
}

function resourceLine({ resource }: TreeNode, depth: number, paint: Paint): string {
  const name = fill("  ".repeat(depth) + resource.name, WIDTH - 28);
  return `${name} ${paint.dim(shortType(resource.type))}`.trimEnd();
}

/** The name, after its type unless the name says that; the type alone where the parent has the same name. */
function componentName({ name, type, parent }: RecordedResource): string {
  const words = shortType(type)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  if (name.replaceAll("-", "") === words.replaceAll(" ", "")) return name;
  return parent?.endsWith(`::${name}`) ? words : `${words} ${name.split("/").pop()}`;
}

/** As many types as fit into the width, the most frequent first. */
function typeSummary(types: [string, number][], width: number): string {
  const parts = types.map(([type, count]) => (count === 1 ? type : `${count} ${type}`));
  for (let shown = parts.length; shown > 0; shown--) {
    const text = parts.slice(0, shown).join(", ") + (shown < parts.length ? ", …" : "");
    if (text.length <= width) return text;
  }
  return "";
}
