import assert from "node:assert/strict";
import { quotaOf, whyNoNodes } from "../../components/nodes/instance-families";
import { surgeNodes, surgeOf } from "../../components/nodes/rolling-update";
import { knownInstanceTypes } from "../../policy-pack/pricing/instance-facts";
import { parseSettings } from "../../stacks/parse-settings";
import { vcpuQuotas, zoneAddresses } from "../../stacks/node-room";
import { shippedSettings } from "../recordings";

const production = () => parseSettings(shippedSettings("production"), "production");

describe("the room that nodes need", () => {
  it("in a rolling update is twice the zones, or as many nodes as are exchanged at once if those are more", () => {
    const surge = (zones: number, maxUnavailable: number) =>
      surgeNodes({ strategy: "default", zones, maxUnavailable });
    assert.deepEqual([surge(3, 1), surge(3, 6), surge(3, 7)], [6, 6, 7]);
    assert.equal(surgeNodes({ strategy: "minimal", zones: 3, maxUnavailable: 7 }), 0);
    const { application } = production().pools;
    const update = (maxUnavailablePercent: number) =>
      surgeOf({ ...application!, update: { strategy: "default", maxUnavailablePercent } });
    assert.deepEqual([update(66), update(67)], [6, 7]); // of nine, rounded up
  });

  it("counts against the quota of each family and kind of capacity, by AWS's code", () => {
    assert.deepEqual(
      vcpuQuotas(production().pools).map(({ code, atMaximum, surge }) => [code, atMaximum, surge]),
      [
        ["L-1216C47A", 4 * 2 + 9 * 4, 4 * 2 + 6 * 4], // system and application
        ["L-34B43A08", 10 * 4, 6 * 4],
        ["L-DB2E81BA", 5 * 4, 0], // minimal
      ],
    );
  });

  for (const [type, onDemand, spot] of [
    ["c5.xlarge", "L-1216C47A", "L-34B43A08"],
    ["im4gn.xlarge", "L-1216C47A", "L-34B43A08"],
    ["g4dn.xlarge", "L-DB2E81BA", "L-3819A6DF"],
    ["gr6.4xlarge", "L-DB2E81BA", "L-3819A6DF"],
    ["vt1.3xlarge", "L-DB2E81BA", "L-3819A6DF"],
    ["p3.2xlarge", "L-417A185B", "L-7212CCBC"],
    ["p4d.24xlarge", "L-417A185B", "L-7212CCBC"],
    ["p5en.48xlarge", "L-417A185B", "L-C4BD4855"],
    ["dl1.24xlarge", "L-6E869C2A", "L-85EED4F7"],
    ["f1.2xlarge", "L-74FC7D96", "L-88CF9481"],
    ["inf2.xlarge", "L-1945791B", "L-B5D1601B"],
    ["trn1n.32xlarge", "L-2C3B7624", "L-6B0D517C"],
    ["x2idn.16xlarge", "L-7295265B", "L-E3A00192"],
    ["hpc7g.4xlarge", "L-F7808C92", undefined],
    ["u-6tb1.56xlarge", "L-43DA4232", undefined],
    ["u7i-6tb.112xlarge", "L-43DA4232", undefined],
    ["mac2.metal", undefined, undefined],
    ["q9.large", undefined, undefined],
  ] as const) {
    it(`counts ${type} against AWS's quotas ${onDemand} and ${spot}`, () => {
      assert.deepEqual([quotaOf(type, "on-demand")?.code, quotaOf(type, "spot")?.code], [onDemand, spot]);
    });
  }

  it("has a quota for every known instance type", () => {
    assert.deepEqual(
      knownInstanceTypes.filter((type) => !quotaOf(type, "on-demand")),
      [],
    );
    assert.match(whyNoNodes("q9.large")!, /a type whose quota is known: add that of q9/);
  });

  it("takes spot G instances for a quota of their own", () => {
    const { pools } = production();
    const codes = vcpuQuotas({ gpu: { ...pools["gpu"]!, capacity: "spot" } }).map(({ code }) => code);
    assert.deepEqual(codes, ["L-3819A6DF"]);
  });

  it("is every address of every node's interfaces, of the zone that has most nodes", () => {
    const { network, pools } = production();
    const { system } = pools; // t3a.medium: 3 interfaces of 6 addresses; 4 nodes and 4 more, in 2 zones
    const addresses = zoneAddresses({ network, pools: { system: system! } });
    assert.deepEqual(
      addresses.map(({ needed }) => needed),
      [72, 72, 0],
    );
    assert.equal(addresses[0]!.available, 2 ** 14 - 5); // a quarter of a /16
  });
});
