import type { Node, Pod } from "./tables";

/** The pod on each node that tells how much of it is used. It uses all that it requests. */
export function nodeExporters(nodes: Node[]): Pod[] {
  return nodes.map(({ name, from, until }) => ({
    name: nodeExporter(name),
    namespace: "monitoring",
    service: "prometheus-node-exporter",
    node: name,
    phase: "Running",
    container: "node-exporter",
    requests: { cpu: 0.1, memory: 0.25 },
    uses: { cpu: 0.1, memory: 0.25 },
    life: { from, until },
    waited: 5,
  }));
}

export function nodeExporter(node: string): string {
  return `node-exporter-${node}`;
}
