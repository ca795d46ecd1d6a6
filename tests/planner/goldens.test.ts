import assert from "node:assert/strict";
import { goldenNames, goldens, readGolden } from "../goldens";
import { STACKS } from "../recordings";

describe("the plan of a shipped stack (if a change is meant: npm run goldens, then read the diff)", () => {
  for (const stack of STACKS) {
    for (const name of goldenNames(stack)) {
      it(`is the one that was reviewed: ${name}`, async () => {
        assert.equal((await goldens(stack))[name], readGolden(name));
      });
    }
  }
});
