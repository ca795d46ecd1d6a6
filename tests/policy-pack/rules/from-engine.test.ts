import assert from "node:assert/strict";
import { unknownCheckingProxy, type PolicyResource, type PolicyResourceOptions } from "@pulumi/policy";
import { defaultTagsOf, stackFromEngine } from "../../../policy-pack/from-engine";
import { UNKNOWN } from "../../../policy-pack/stack-view";

/** The engine's marks of an unknown text and an unknown group (@pulumi/policy, proxy.js). */
const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWN_GROUP = "dd056dcd-154b-4c76-9bd3-c8f88648b5ff";

const OPTIONS: PolicyResourceOptions = {
  protect: false,
  ignoreChanges: ["spec.replicas"],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [],
};

function engineResource(props: unknown, rest: Partial<PolicyResource> = {}): PolicyResource {
  return {
    urn: "urn:one",
    type: "t:m:Type",
    name: "one",
    props: unknownCheckingProxy(props) as Record<string, unknown>,
    opts: OPTIONS,
    dependencies: [],
    propertyDependencies: {},
    isType: () => false,
    asType: () => undefined,
    ...rest,
  };
}

function propsOf(props: unknown, inputs?: unknown): unknown {
  const before = new Map(inputs === undefined ? [] : [["urn:one", inputs]]);
  return stackFromEngine([engineResource(props)], before).get("urn:one")!.props;
}

describe("a resource as the engine shows it", () => {
  it("keeps what is known, and marks what isn't, at any depth", () => {
    const props = { a: 1, b: UNKNOWN_TEXT, c: { d: [true, UNKNOWN_TEXT, { e: UNKNOWN_GROUP }] }, f: null };
    assert.deepEqual(propsOf(props), {
      a: 1,
      b: UNKNOWN,
      c: { d: [true, UNKNOWN, { e: UNKNOWN }] },
      f: null,
    });
  });

  it("survives any shape", () => {
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    for (const props of [
      undefined,
      null,
      "text",
      UNKNOWN_TEXT,
      7,
      [],
      [1],
      circle,
      { f: () => 1, s: Symbol("s") },
    ]) {
      assert.equal(typeof propsOf(props), "object");
    }
    const trap = {
      get value(): never {
        throw new Error("no");
      },
    };
    assert.deepEqual(propsOf(trap), { value: UNKNOWN });
  });

  it("keeps the keys that objects have by nature", () => {
    assert.deepEqual(
      propsOf(JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}')),
      JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}'),
    );
  });

  it("falls back on inputs where a preview has no outputs", () => {
    const inputs = { spec: { type: "LoadBalancer" }, name: "n" };
    assert.deepEqual(propsOf({}, inputs), inputs);
    assert.deepEqual(propsOf({ spec: UNKNOWN_GROUP, status: UNKNOWN_GROUP }, inputs), {
      ...inputs,
      status: UNKNOWN,
    });
    assert.deepEqual(propsOf({ name: "other" }, inputs), { ...inputs, name: "other" });
  });

  it("has its parent, what it waits for and what it ignores", () => {
    const [one, two] = [engineResource({}, { urn: "urn:1" }), engineResource({}, { urn: "urn:2" })];
    const last = engineResource(
      {},
      { urn: "urn:3", parent: one, dependencies: [one], propertyDependencies: { spec: [one, two] } },
    );
    const view = stackFromEngine([one, two, last], new Map()).get("urn:3")!;
    assert.equal(view.parent, "urn:1");
    assert.deepEqual(view.dependsOn, ["urn:1", "urn:2"]);
    assert.deepEqual(view.ignoreChanges, ["spec.replicas"]);
  });
});

describe("the default tags of an AWS provider", () => {
  const provider = (props: Record<string, unknown>) => ({
    type: "pulumi:providers:aws",
    name: "aws",
    urn: "urn:aws",
    props: unknownCheckingProxy(props) as Record<string, unknown>,
  });

  it("are read from JSON and from groups", () => {
    const tags = { owner: "me" };
    assert.deepEqual(defaultTagsOf(provider({ defaultTags: JSON.stringify({ tags }) })), tags);
    assert.deepEqual(defaultTagsOf(provider({ defaultTags: { tags } })), tags);
  });

  it("are unknown while the provider's are", () => {
    assert.equal(defaultTagsOf(provider({ defaultTags: UNKNOWN_TEXT })), UNKNOWN);
  });

  it("are none where there are none", () => {
    assert.equal(defaultTagsOf(undefined), undefined);
    for (const props of [
      {},
      { defaultTags: "no JSON" },
      { defaultTags: "null" },
      { defaultTags: { tags: 7 } },
    ]) {
      assert.equal(defaultTagsOf(provider(props)), undefined);
    }
  });
});
