import { counts, type Outcome } from "./engine/outcome";
import type { PoolUse } from "./kubernetes/pods";

const WORDS: Record<string, string> = {
  create: "created",
  update: "updated",
  same: "unchanged",
  delete: "deleted",
  replace: "replaced",
};

/** How a run of the engine went, as lines. */
export function outcomeText(title: string, outcome: Outcome): string {
  const done = Object.entries(counts(outcome)).map(
    ([operation, count]) => `${count} ${WORDS[operation] ?? operation}`,
  );
  const seconds = (outcome.milliseconds / 1000).toFixed(1);
  return [
    `${title}: ${outcome.failed === undefined ? "done" : "FAILED"} in ${seconds} s: ${done.join(", ") || "nothing to do"}`,
    `Policies: ${policyText(outcome)}`,
    ...(outcome.failed === undefined ? [] : [outcome.failed]),
  ].join("\n");
}

function policyText({ violations }: Outcome): string {
  const mandatory = violations.filter(({ level }) => level === "mandatory");
  const advice = violations.length - mandatory.length;
  return [
    mandatory.length === 0 ? "no mandatory rule is broken" : `${mandatory.length} mandatory rules are broken`,
    ...(advice > 0 ? [`${advice} pieces of advice`] : []),
  ].join(", ");
}

/** Nodes and pods of each pool, as a table. */
export function poolText(pools: PoolUse[], waiting: string[]): string {
  const rows = [["pool", "nodes", "pods"], ...pools.map(({ pool, nodes, pods }) => [pool, nodes, pods])];
  return [
    ...rows.map(
      ([pool, nodes, pods]) =>
        `  ${String(pool).padEnd(12)}${String(nodes).padStart(6)}${String(pods).padStart(6)}`,
    ),
    ...waiting.map((line) => `  waits: ${line}`),
  ].join("\n");
}
