import { counts, type Outcome } from "./engine/outcome";
import type { PoolUse } from "./kubernetes/pods";

const VERBS: Record<string, string> = {
  create: "created",
  update: "updated",
  same: "unchanged",
  delete: "deleted",
  replace: "replaced",
};

/** The result of a run of the engine, as lines of text. */
export function outcomeText(title: string, outcome: Outcome): string {
  const done = Object.entries(counts(outcome)).map(
    ([operation, count]) => `${count} ${VERBS[operation] ?? operation}`,
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
    mandatory.length === 0 ? "no mandatory rule is broken" : `broken mandatory rules: ${mandatory.length}`,
    ...(advice > 0 ? [`broken advisory rules: ${advice}`] : []),
  ].join(", ");
}

/** Nodes and pods of each pool, as a table. */
export function poolText(pools: PoolUse[], pending: string[]): string {
  const rows = [["pool", "nodes", "pods"], ...pools.map(({ pool, nodes, pods }) => [pool, nodes, pods])];
  return [
    ...rows.map(
      ([pool, nodes, pods]) =>
        `  ${String(pool).padEnd(12)}${String(nodes).padStart(6)}${String(pods).padStart(6)}`,
    ),
    ...pending.map((line) => `  pending: ${line}`),
  ].join("\n");
}
