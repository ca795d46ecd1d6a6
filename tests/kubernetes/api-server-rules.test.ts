import assert from "node:assert/strict";
import { API_SERVER_RULES } from "./api-server-rules";
import { changed } from "./change";
import type { Manifest } from "./manifests";
import { RULE_CASES } from "./rule-cases";
import { schemaProblems } from "./schema";
import { sound, SOUND } from "./sound-manifests";

/** Names of the rules that a stack's objects break. */
function broken(stack: Manifest[]): string[] {
  return Object.entries(API_SERVER_RULES)
    .filter(([, rule]) => rule(stack).length > 0)
    .map(([name]) => name);
}

describe("the rules of an API server", () => {
  it("pass a sound stack", () => {
    assert.deepEqual(SOUND.flatMap(schemaProblems), []);
    assert.deepEqual(broken(SOUND), []);
  });

  it("have a case each that breaks them", () => {
    const withCases = Object.entries(RULE_CASES).filter(([, cases]) => Object.keys(cases).length > 0);
    assert.deepEqual(withCases.map(([name]) => name).sort(), Object.keys(API_SERVER_RULES).sort());
  });

  it("take an object in two versions of its group for one", () => {
    const older = changed(sound("HorizontalPodAutoscaler"), { apiVersion: "autoscaling/v1" });
    assert.ok(broken([...SOUND, older]).includes("uniqueObjects"));
  });

  for (const [rule, cases] of Object.entries(RULE_CASES)) {
    for (const [what, stack] of Object.entries(cases)) {
      it(`${rule} refuses ${what}, which no schema and no other rule sees`, () => {
        assert.deepEqual(stack.flatMap(schemaProblems), []);
        assert.deepEqual(broken(stack), [rule]);
      });
    }
  }
});
