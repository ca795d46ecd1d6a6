import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { changes, counts, Listener } from "../../../sandbox/engine/outcome";

function step(op: string, type = "aws:ec2/vpc:Vpc"): EngineEvent {
  const metadata = { op, type, urn: `urn:pulumi:s::p::${type}::n`, detailedDiff: null, keys: [] };
  return { sequence: 1, timestamp: 1, resourcePreEvent: { metadata } } as unknown as EngineEvent;
}

describe("the outcome of a run", () => {
  it("counts the operations on all resources except the stack itself", () => {
    const listener = new Listener();
    for (const event of [
      step("create"),
      step("create"),
      step("same"),
      step("create", "pulumi:pulumi:Stack"),
    ]) {
      listener.receive(event);
    }
    const outcome = listener.outcome();
    assert.deepEqual(counts(outcome), { create: 2, same: 1 });
    assert.equal(changes(outcome).length, 2);
  });

  it("keeps errors without the engine's colours", () => {
    const listener = new Listener();
    const diagnosticEvent = { severity: "error", message: "<{%fg 9%}>no<{%reset%}>\n", color: "raw" };
    listener.receive({ sequence: 1, timestamp: 1, diagnosticEvent } as unknown as EngineEvent);
    assert.deepEqual(listener.outcome().diagnostics, [{ severity: "error", message: "no" }]);
  });
});
