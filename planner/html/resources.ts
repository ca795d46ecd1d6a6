import type { RecordedResource } from "../engine";
import { isReal, realResources, resourceTree, shortType, type TreeNode } from "../resource-tree";
import { joined, markup, type Markup } from "./markup";

/** Every resource below the component that makes it; each component can be opened. */
export function resourceList(resources: RecordedResource[]): Markup {
  const roots = resourceTree(resources).filter((node) => realResources(node).length > 0);
  return joined(roots.map(component));
}

function component(node: TreeNode): Markup {
  const count = realResources(node).length;
  return markup`<details><summary>${node.resource.name} <code>${shortType(node.resource.type)}</code> <span class="count">${count}</span></summary>
${inner(node)}</details>
`;
}

function inner(node: TreeNode): Markup {
  const own = isReal(node.resource) ? [node.resource] : [];
  const leaves = node.children
    .filter(({ children }) => children.length === 0)
    .map(({ resource }) => resource);
  const groups = node.children.filter(
    (child) => child.children.length > 0 && realResources(child).length > 0,
  );
  return markup`<ul>${[...own, ...leaves.filter(isReal)].map(
    ({ name, type }) => markup`<li>${name} <code>${shortType(type)}</code></li>\n`,
  )}${groups.map((group) => markup`<li>${component(group)}</li>\n`)}</ul>
`;
}
