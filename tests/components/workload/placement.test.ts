import assert from "node:assert/strict";
import * as fc from "fast-check";
import { eligiblePools, placement } from "../../../components/workload/placement";
import { randomPool } from "../nodes/random-pool";
import { shippedStack } from "../shipped";

const { pools, services } = shippedStack("production");
const LABELS = { "app.kubernetes.io/name": "frontend" };

describe("the pools that a service may run on", () => {
  it("are the untainted ones, spot first, for a service that prefers spot", () => {
    assert.deepEqual(eligiblePools({ spot: "preferred" }, pools), ["spot", "application"]);
  });

  it("are the untainted on-demand ones for a service that never runs on spot", () => {
    assert.deepEqual(eligiblePools({ spot: "never" }, pools), ["application"]);
  });

  it("are only the pool to which it is pinned, with or without a taint", () => {
    assert.deepEqual(eligiblePools({ spot: "never", pool: "gpu" }, pools), ["gpu"]);
    assert.deepEqual(eligiblePools({ spot: "preferred", pool: "spot" }, pools), ["spot"]);
  });

  it("are none for a service that is pinned to a spot pool but never runs on spot, or to a pool that doesn't exist", () => {
    assert.deepEqual(eligiblePools({ spot: "never", pool: "spot" }, pools), []);
    assert.deepEqual(eligiblePools({ spot: "never", pool: "nowhere" }, pools), []);
  });

  it("are these for each shipped service", () => {
    assert.deepEqual(
      Object.fromEntries(
        Object.entries(services).map(([name, service]) => [name, eligiblePools(service, pools)]),
      ),
      {
        frontend: ["spot", "application"],
        "api-gateway": ["spot", "application"],
        "technique-selector": ["spot", "application"],
        "intent-classifier": ["application"],
        "prompt-generator": ["application"],
        torchserve: ["gpu"],
      },
    );
  });

  it("are never a spot pool for a service that never runs on spot, for any pools", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), randomPool, { maxKeys: 5 }), (some) => {
        const never = eligiblePools({ spot: "never" }, some);
        const preferred = eligiblePools({ spot: "preferred" }, some);
        assert.ok(never.every((name) => some[name]!.capacity === "on-demand"));
        const onDemand = preferred.map((name) => some[name]!.capacity === "on-demand");
        assert.deepEqual(onDemand, [...onDemand].sort(), "spot pools come first");
        assert.deepEqual(
          preferred.filter((name) => some[name]!.capacity === "on-demand"),
          never,
        );
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe("the placement of a service's pods", () => {
  it("prefers spot and doesn't require it, so that the autoscaler can fall back to on-demand", () => {
    assert.deepEqual(placement({ spot: "preferred" }, pools, LABELS)["affinity"], {
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            preference: {
              matchExpressions: [{ key: "eks.amazonaws.com/capacityType", operator: "In", values: ["SPOT"] }],
            },
          },
        ],
      },
    });
  });

  it("excludes spot nodes for machine learning", () => {
    assert.deepEqual(placement({ spot: "never" }, pools, LABELS)["affinity"], {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: "eks.amazonaws.com/capacityType", operator: "NotIn", values: ["SPOT"] },
              ],
            },
          ],
        },
      },
    });
  });

  it("prefers to spread over zones, and over spot and on-demand where both are allowed", () => {
    assert.deepEqual(spreads("preferred"), [
      ["topology.kubernetes.io/zone", 1, "ScheduleAnyway", LABELS],
      ["eks.amazonaws.com/capacityType", 1, "ScheduleAnyway", LABELS],
    ]);
    assert.deepEqual(spreads("never"), [["topology.kubernetes.io/zone", 1, "ScheduleAnyway", LABELS]]);
  });

  it("selects the pool to which the service is pinned, and tolerates its taints", () => {
    const { nodeSelector, tolerations } = placement({ spot: "never", pool: "gpu" }, pools, LABELS);
    assert.deepEqual(nodeSelector, { "node-pool": "gpu" });
    assert.deepEqual(tolerations, [
      { key: "nvidia.com/gpu", operator: "Equal", value: "true", effect: "NoSchedule" },
    ]);
  });

  it("selects and tolerates nothing for a service that isn't pinned", () => {
    const free = placement({ spot: "preferred" }, pools, LABELS);
    assert.deepEqual(Object.keys(free).sort(), ["affinity", "topologySpreadConstraints"]);
  });
});

interface Spread {
  topologyKey: string;
  maxSkew: number;
  whenUnsatisfiable: string;
  labelSelector: { matchLabels: Record<string, string> };
}

function spreads(spot: "preferred" | "never"): unknown[][] {
  const all = placement({ spot }, pools, LABELS)["topologySpreadConstraints"] as Spread[];
  return all.map(({ topologyKey, maxSkew, whenUnsatisfiable, labelSelector }) => [
    topologyKey,
    maxSkew,
    whenUnsatisfiable,
    labelSelector.matchLabels,
  ]);
}
