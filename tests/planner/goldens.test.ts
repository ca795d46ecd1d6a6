import assert from "node:assert/strict";
import { goldenText, readGolden } from "../goldens";
import { STACKS } from "../recordings";

describe("the plan of a shipped stack", () => {
  for (const stack of STACKS) {
    it(`${stack}: is the one that was reviewed (if the change is meant: npm run goldens, then read the diff)`, async () => {
      assert.equal(await goldenText(stack), readGolden(stack));
    });
  }
});
