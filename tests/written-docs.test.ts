import assert from "node:assert/strict";
import { readDoc, writtenDocs } from "./written-docs";

describe("documents that code writes (if a change is meant: npm run goldens)", () => {
  for (const [name, text] of Object.entries(writtenDocs())) {
    it(`are up to date: ${name}`, () => assert.equal(readDoc(name), text));
  }
});
