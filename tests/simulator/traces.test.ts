import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { replay, type Sample } from "./replay";

/** Recorded on 2026-11-24: cluster-autoscaler 1.35.2, kube-scheduler and kube-controller-manager 1.35.4, nodes by kwok. */
const TRACES = join(__dirname, "traces");
/** Which pods a ReplicaSet ends is chance among equals, and decides which nodes become empty. */
const SEEDS = Array.from({ length: 11 }, (_, seed) => seed);

describe("the model of Cluster Autoscaler beside the real one", () => {
  for (const name of readdirSync(TRACES).flatMap((file) => file.match(/^(.+)\.csv$/)?.[1] ?? [])) {
    it(`has the same nodes within 1 in at least 95 % of the samples: ${name}`, () => {
      const shares = SEEDS.map((seed) => {
        const { real, model } = replay(TRACES, name, seed);
        return shareWithinOne(real, model);
      });
      assert.ok(median(shares) >= 0.95, shares.join(" "));
    });
  }
});

function shareWithinOne(real: Sample[], model: Sample[]): number {
  const near = real.filter(({ nodes }, index) =>
    Object.entries(nodes).every(([pool, count]) => Math.abs(count - model[index]!.nodes[pool]!) <= 1),
  );
  return near.length / real.length;
}

function median(values: number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
}
