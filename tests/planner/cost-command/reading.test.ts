import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { readInput } from "../../../planner/cost-command/input";
import {
  assertTotal,
  create,
  estimateOf,
  nat,
  nodes,
  preview,
  refusal,
  remove,
  ROOT,
  same,
  stackExport,
  state,
  step,
  template,
  urnOf,
  USD,
  volume,
} from "./programs";

const STATES = [ROOT, nat("a"), volume("v", 73)];
/** 73 GB at 0.08 a month are 0.008 an hour. */
const ALL = USD.nat + 73 * USD.gigabyte;

function eventLog(...events: object[]): string {
  return events
    .map((event, sequence) => `${JSON.stringify({ sequence, timestamp: 1, ...event })}\n`)
    .join("");
}

const prelude = { preludeEvent: { config: { "aws:region": "us-east-1" } } };
const summary = { summaryEvent: { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {} } };
const event = (op: string, old: object | null, made: object | null, kind = "resourcePreEvent") => ({
  [kind]: { metadata: { op, urn: ((made ?? old) as { urn: string }).urn, type: "x", old, new: made } },
});

describe("files that Pulumi writes of a stack", () => {
  const checkpoint = { stack: "organization/demo/dev", latest: { manifest: {}, resources: STATES } };
  const files: Record<string, [string, string]> = {
    "stack export": [stackExport(STATES), "stack export"],
    "stack export of version 4": [stackExport(STATES, { version: 4, features: ["views"] }), "stack export"],
    "state file": [JSON.stringify({ version: 3, checkpoint }), "state file"],
    "bare deployment": [JSON.stringify(checkpoint.latest), "deployment"],
    preview: [preview(STATES.map(create)), "preview"],
    "preview with sames": [preview(STATES.map(same), { changeSummary: { same: 3 } }), "preview"],
    "event log": [
      eventLog(prelude, ...STATES.map((each) => event("create", null, each)), summary),
      "event log",
    ],
  };
  for (const [name, [text, kind]] of Object.entries(files)) {
    it(`${name}: all resources have their price`, () => {
      const { total, programs } = estimateOf(text);
      assertTotal(total?.total, ALL);
      assert.equal(programs[0]!.input.kind, kind);
      assert.equal(programs[0]!.input.stack, "dev of demo");
      assert.equal(programs[0]!.input.count, 2);
    });

    it(`${name}: in every encoding`, () => {
      const utf16 = Buffer.from(`\ufeff${text}`, "utf16le");
      for (const bytes of [
        Buffer.from(text),
        Buffer.from(`\ufeff${text}`),
        utf16,
        utf16.subarray(2),
        Buffer.from(utf16).swap16(),
        Buffer.from(utf16).swap16().subarray(2),
        gzipSync(text),
      ]) {
        assertTotal(estimateOf(bytes).total?.total, ALL);
      }
    });
  }

  it("are refused with the command to run, where they don't have the resources", () => {
    const cases: [string, RegExp][] = [
      [
        JSON.stringify({ manifest: {}, resourcePlans: {} }),
        /^x is an update plan: .*preview --json --show-sames/,
      ],
      [JSON.stringify({ version: 1, plan: { resourcePlans: {} } }), /^x is an update plan/],
      [JSON.stringify({ version: 4, terraform_version: "1.9", resources: [] }), /^x is a file of Terraform/],
      [JSON.stringify({ schema: 1, cost: {} }), /^x is a report of this project/],
      [JSON.stringify({ hello: 1 }), /^x is JSON, but neither.*pulumi stack export/],
      [stackExport(STATES, { version: 5 }), /version 5 .* reads versions 1 to 4.*pulumi preview --json/],
      [JSON.stringify({ version: 0, checkpoint }), /version 0 /],
      [JSON.stringify({ version: 3, checkpoint: { stack: "dev" } }), /^x has no resources/],
      [`${files["event log"]![0]}{"sequence":9,`, /line 6 is cut off: wait until the command has ended/],
      [`${eventLog(prelude)}no\n${eventLog(summary)}`, /line 2 is not JSON/],
      [JSON.stringify({ steps: [{ op: 1 }] }), /at steps\.0\.op, .*pulumi stack export/],
      [JSON.stringify({ deployment: { resources: [{ urn: "x" }] } }), /at deployment\.resources\.0\.type/],
      [JSON.stringify({ deployment: { resources: [{ ...nat("a"), inputs: [] }] } }), /resources\.0\.inputs/],
    ];
    for (const [text, message] of cases) {
      const found = refusal(() => readInput(text, "x"));
      assert.match(found, message);
      assert.doesNotMatch(found, /\n/);
    }
    assert.match(
      refusal(() => readInput(gzipSync("{}").subarray(0, 12), "x")),
      /^x is compressed, and can't be unpacked/,
    );
  });
});

describe("a state", () => {
  it("has no price for what is read, deleted, or not yet created again, and keeps what is protected", () => {
    const { total, programs } = estimateOf(
      stackExport([
        nat("kept", { protect: true }),
        nat("kept", { delete: true }),
        nat("read", { external: true }),
        nat("gone", { pendingReplacement: true }),
      ]),
      { region: "us-east-1" },
    );
    assertTotal(total?.total, USD.nat);
    assert.deepEqual([programs[0]!.input.read, programs[0]!.input.pendingDelete], [1, 1]);
    assert.match(programs[0]!.notes.join(), /1 replaced resource that waits for its deletion is left out/);
  });
});

describe("the steps of a preview", () => {
  const total = (...steps: Parameters<typeof preview>[0]) => estimateOf(preview(steps)).total?.total;

  it("count a replaced resource once, with --show-replacement-steps or without", () => {
    const [old, made] = [volume("v", 73), volume("v", 146)];
    const replace = step("replace", old, made, { replaceReasons: ["size"] });
    const all = [
      step("create-replacement", old, made),
      replace,
      step("delete-replaced", { ...old, delete: true }, undefined),
    ];
    for (const steps of [[replace], all, [...all].reverse()]) {
      const { total: sum, change } = estimateOf(preview([same(nat("n")), ...steps]));
      assertTotal(sum?.total, USD.nat + 146 * USD.gigabyte);
      assertTotal(change?.difference, 73 * USD.gigabyte);
      assert.deepEqual(
        change?.resources.map(({ kind, because }) => [kind, because]),
        [["replaced", ["size"]]],
      );
    }
  });

  it("keep a resource whose earlier replaced one is deleted", () => {
    assertTotal(total(same(nat("a")), remove(nat("a", { delete: true }))), USD.nat);
  });

  it("count what is imported, not what is read or discarded", () => {
    assertTotal(total(step("import", undefined, nat("a"))), USD.nat);
    const read = nat("r", { external: true });
    assertTotal(total(create(nat("a")), step("read", read, read), step("discard", read, undefined)), USD.nat);
  });

  it("take what a refresh finds", () => {
    const gone = step("delete", nat("gone"), undefined); // as a refresh reports what it doesn't find
    const { total: sum } = estimateOf(
      preview([same(ROOT), step("refresh", nat("a"), nat("a")), gone], { changeSummary: { same: 2 } }),
    );
    assertTotal(sum?.total, USD.nat);
  });

  it("lose in an event log what a refresh doesn't find", () => {
    const gone = nat("gone");
    const log = eventLog(
      prelude,
      event("refresh", nat("a"), nat("a")),
      event("refresh", gone, gone),
      event("refresh", gone, null, "resOutputsEvent"),
      summary,
    );
    assertTotal(estimateOf(log).total?.total, USD.nat);
  });

  it("end early where there is an error, so that the total is a lower bound", () => {
    const text = preview([create(volume("v", 1))], { diagnostics: [{ severity: "error" }] });
    assert.equal(estimateOf(text).total?.atLeast, true);
    assert.equal(estimateOf(preview([create(volume("v", 1))])).total?.atLeast, false);
  });

  it("may remove everything", () => {
    const { total: sum, change } = estimateOf(preview([remove(nat("a"))], { changeSummary: { delete: 1 } }));
    assertTotal(sum?.total, 0);
    assert.equal(sum?.unknown, false);
    assertTotal(change?.difference, -USD.nat);
  });
});

describe("a preview that leaves out unchanged resources", () => {
  const text = preview([same(ROOT), create(nat("b"))], { changeSummary: { same: 4, create: 1 } });

  it("has a change and no total, and says the way to one", () => {
    const { total, change, programs } = estimateOf(text);
    assert.equal(total, undefined);
    assertTotal(change?.difference, USD.nat);
    assert.deepEqual([change?.before, change?.after], [undefined, undefined]);
    assert.match(
      programs[0]!.notes.join(),
      /leaves out 3 unchanged resources.*--show-sames.*--base stack\.json/,
    );
  });

  it("is known by the engine's count, or where nothing counts by its steps", () => {
    const leftOut = (file: string) => readInput(file, "x").leftOut;
    assert.equal(leftOut(text), 3);
    assert.equal(
      leftOut(preview([same(ROOT), create(nat("b"))], { changeSummary: { same: 1, create: 1 } })),
      0,
    );
    assert.equal(leftOut(preview([same(ROOT), same(nat("a"))], { changeSummary: { same: 2 } })), 0);
    // The CLI shows an unchanged resource whose protection changes.
    assert.equal(leftOut(preview([same(ROOT), same(nat("a"))], { changeSummary: { same: 3 } })), 1);
    assert.equal(leftOut(preview([create(ROOT), create(nat("a"))])), 0);
    assert.equal(leftOut(preview([same(ROOT), step("update", nat("a"), nat("a"))])), undefined);
    assert.equal(leftOut(preview([same(nat("b")), step("update", nat("a"), nat("a"))])), 0);
  });

  it("has all resources where it refreshes them", () => {
    const refreshed = [ROOT, nat("a"), nat("b")].map((each) => step("refresh", each, each));
    const summary = { changeSummary: { same: 3 } };
    assert.equal(readInput(preview([...refreshed, same(ROOT)], summary), "x").leftOut, 0);
    assertTotal(estimateOf(preview([...refreshed, same(ROOT)], summary)).total?.total, 2 * USD.nat);
    assert.equal(
      readInput(preview([...refreshed.slice(1), same(ROOT)], { changeSummary: { same: 9 } }), "x").leftOut,
      6,
    );
  });

  it("says which nodes may change their cost unseen", () => {
    const changed = step("update", template("web", "m5.large"), template("web", "c5.large"));
    const { programs, change } = estimateOf(preview([changed], { changeSummary: { same: 4, update: 1 } }));
    assert.deepEqual([change?.unknown, change?.incomplete], [true, true]);
    assert.match(
      programs[0]!.notes.join(),
      /What the change of web does to the cost of its nodes doesn't show/,
    );
  });

  it("has a change of nothing where nothing changes", () => {
    const nothing = preview([same(ROOT)], { changeSummary: { same: 3 } });
    const { total, change } = estimateOf(nothing);
    assert.equal(total, undefined);
    assertTotal(change?.difference, 0);
    assert.deepEqual([change?.resources, change?.unknown, change?.incomplete], [[], false, false]);
    const base = stackExport([nat("a"), nat("b")]);
    assertTotal(estimateOf(nothing, { base }).total?.total, 2 * USD.nat);
    assert.deepEqual(
      estimateOf(preview([same(ROOT)], { changeSummary: { same: 3 }, config: {} })).change?.resources,
      [],
    );
  });
});

describe("an event log", () => {
  it("counts the last operation, what an update made, and not what failed", () => {
    const log = eventLog(
      prelude,
      event("create", null, nat("only-planned")),
      summary,
      prelude,
      event("create", null, volume("v", "04da6b54-80e4-46f7-96ec-b56ff0331ba9")),
      event("create", null, volume("v", 73), "resOutputsEvent"),
      event("create", null, nat("fails")),
      event("create", null, nat("fails"), "resOpFailedEvent"),
      event("update", nat("kept"), nat("kept")),
      event("update", nat("kept"), nat("kept"), "resOpFailedEvent"),
      { diagnosticEvent: { severity: "error", message: "no" } },
      summary,
    );
    const { total } = estimateOf(log);
    assertTotal(total?.total, USD.nat + 73 * USD.gigabyte);
    assert.equal(total?.atLeast, true);
  });

  it("is a lower bound until its summary", () => {
    assert.equal(readInput(eventLog(prelude, event("create", null, nat("a"))), "x").errors, 1);
    assert.equal(readInput(eventLog(prelude, event("create", null, nat("a")), summary), "x").errors, 0);
  });

  it("finds the launch template of nodes by its ID, as events name no dependencies", () => {
    const group = { ...nodes("web", "web"), dependencies: undefined };
    const { total } = estimateOf(
      eventLog(
        prelude,
        event("same", template("web", "m5.large"), template("web", "m5.large")),
        event("same", group, group),
        summary,
      ),
    );
    assertTotal(total?.total, 2 * (USD.m5Large + 20 * USD.gigabyte));
  });
});

describe("broken files", () => {
  it("with members of every JavaScript object, wrong types and deep values are refused or priced, never a crash", () => {
    const deep = `${"[".repeat(20_000)}1${"]".repeat(20_000)}`;
    const odd = `{"urn":"__proto__","type":"constructor","custom":true,"inputs":{"__proto__":{"region":"x"},"constructor":${deep}},"parent":"__proto__","provider":"::","dependencies":["constructor","toString"]}`;
    for (const text of [
      `{"deployment":{"resources":[${odd},${odd}]}}`,
      `{"steps":[{"op":"constructor","oldState":${odd},"newState":${odd}}],"changeSummary":{"__proto__":1,"same":1e9}}`,
      `{"steps":[{"op":"update","oldState":${odd.replace('"x"', '"y"')},"newState":${odd}}]}`,
    ]) {
      const { programs } = estimateOf(text, { region: "us-east-1" });
      assert.equal(programs[0]!.input.count, 1);
    }
    for (const text of [
      deep,
      "null",
      "1",
      '"x"',
      '{"steps":{}}',
      '{"steps":null}',
      '{"deployment":null}',
      '{"events":[1]}',
    ]) {
      assert.ok(refusal(() => estimateOf(text)).length > 0);
    }
  });

  it("have the price of a resource with a circle of references between provider and cluster", () => {
    const provider = urnOf("pulumi:providers:kubernetes", "k");
    const cluster = urnOf("eks:index:Cluster", "c");
    const { total } = estimateOf(
      stackExport([
        state("pulumi:providers:kubernetes", "k", {}, { dependencies: [cluster] }),
        state("eks:index:Cluster", "c", {}, { provider: `${provider}::id` }),
        state("kubernetes:core/v1:ConfigMap", "m", {}, { provider: `${provider}::id` }),
        nat("a"),
      ]),
      { region: "us-east-1" },
    );
    assert.ok(total!.total.floor >= USD.nat);
  });
});
