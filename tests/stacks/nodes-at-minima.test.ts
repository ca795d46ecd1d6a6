import assert from "node:assert/strict";
import fc from "fast-check";
import { nodesAtMinima } from "../../stacks/expected-nodes";
import { parseSettings } from "../../stacks/parse-settings";
import type { StackSettings } from "../../stacks/settings";
import { shippedSettings } from "../recordings";

type Change = (settings: StackSettings) => void;

/** Nodes of a shipped stack at its services' minima, after a change. */
function nodes(stack: "production" | "staging", change: Change = () => {}): Record<string, number> {
  const settings = structuredClone(parseSettings(shippedSettings(stack), stack));
  change(settings);
  return nodesAtMinima(settings);
}

/** Other minima of services in a namespace. */
function minima(namespace: string, changed: Record<string, number>): Change {
  return ({ namespaces }) => {
    for (const [service, min] of Object.entries(changed)) {
      Object.assign(namespaces[namespace]!.replicas[service]!, { min });
    }
  };
}

describe("the nodes that every service at its minimum needs", () => {
  it("are in staging a GPU node and a spot node, of pools that may be empty", () => {
    // A g4dn.xlarge takes both pods of torchserve; frontend, gateway and selector of both namespaces are 1.8 cores.
    assert.deepEqual(nodes("staging"), { system: 2, application: 1, gpu: 1, spot: 1 });
  });

  it("are in production two spot nodes, and the minima of the other pools", () => {
    // Pods that prefer spot request more than the 3.72 cores that one node has for them.
    assert.deepEqual(nodes("production"), { system: 2, application: 3, gpu: 1, spot: 2 });
  });

  it("count a namespace with a schedule as in its working hours", () => {
    const alone: Change = ({ namespaces }) => delete namespaces["staging"];
    assert.equal(nodes("staging", alone)["gpu"], 1);
  });

  it("follow a minimum beyond what fits on a node", () => {
    assert.equal(nodes("staging", minima("staging", { torchserve: 1 }))["gpu"], 1);
    assert.equal(nodes("staging", minima("staging", { torchserve: 2 }))["gpu"], 2);
  });

  it("are not those of a usual hour", () => {
    const busy: Change = ({ namespaces }) => {
      Object.assign(namespaces["production"]!.replicas["torchserve"]!, { expected: 8 });
    };
    assert.equal(nodes("production", busy)["gpu"], 1);
  });

  it("are of on-demand pools for pods that may not run on spot, and for those alone", () => {
    assert.equal(nodes("production", minima("production", { frontend: 20 }))["application"], 3);
    assert.ok(nodes("production", minima("production", { "intent-classifier": 20 }))["application"]! > 3);
  });

  it("are on-demand for pods that prefer spot and find no spot node large enough", () => {
    const large: Change = ({ services, pools }) => {
      services["frontend"]!.requests = { cpu: "1", memory: "10Gi" };
      pools["spot"]!.instanceTypes = ["t3a.medium"];
      pools["application"]!.instanceTypes = ["m5.xlarge"];
    };
    const roomy = nodes("production", (settings) => {
      large(settings);
      minima("production", { frontend: 5 })(settings);
    });
    assert.ok(roomy["application"]! >= 5, JSON.stringify(roomy)); // one of ten GiB to a node of sixteen
  });

  it("are never below a pool's minimum, nor above its maximum", () => {
    const pool = fc.tuple(fc.nat(6), fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(
        fc.array(pool, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 12 }),
        (sizes, min) => {
          const changed: StackSettings[] = [];
          const counts = nodes("production", (settings) => {
            Object.values(settings.pools).forEach((each, index) => {
              const [one, maxSize] = sizes[index]!;
              Object.assign(each, { minSize: Math.min(one, maxSize), maxSize });
            });
            minima("production", { "api-gateway": min, torchserve: min, "prompt-generator": min })(settings);
            changed.push(settings);
          });
          for (const [name, { minSize, maxSize }] of Object.entries(changed[0]!.pools)) {
            assert.ok(counts[name]! >= minSize && counts[name]! <= maxSize, name);
          }
        },
      ),
    );
  });
});
