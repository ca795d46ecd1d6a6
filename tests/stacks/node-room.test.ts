import assert from "node:assert/strict";
import { surgeNodes, surgeOf } from "../../components/nodes/rolling-update";
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
