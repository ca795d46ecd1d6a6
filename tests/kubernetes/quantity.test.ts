import assert from "node:assert/strict";
import { quantityValue } from "./quantity";

describe("a Kubernetes quantity", () => {
  const VALUES: [unknown, number | undefined][] = [
    ["500m", 0.5],
    ["1.5", 1.5],
    ["1100m", 1.1],
    [2, 2],
    ["1Gi", 2 ** 30],
    ["0.5Mi", 2 ** 19],
    ["1G", 1e9],
    ["1e3", 1000],
    ["-1", -1],
    ["1GB", undefined],
    ["1K", undefined],
    ["4 cores", undefined],
    ["", undefined],
    [undefined, undefined],
  ];
  for (const [quantity, value] of VALUES) {
    it(`${JSON.stringify(quantity)} is ${value}`, () => assert.equal(quantityValue(quantity), value));
  }
});
