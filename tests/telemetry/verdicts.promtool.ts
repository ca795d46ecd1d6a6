import assert from "node:assert/strict";
import { findPromtool } from "../../tools/find";
import { single, type Sample } from "./expected/sample";
import { verdicts } from "./verdicts";
import { steady } from "./world/series";

const WORLD = { series: [{ metric: "nodes", labels: { pool: "gpu" }, values: steady(2) }] };
const GPU: Sample = { labels: { pool: "gpu" }, value: 2 };

describe("the verdict on an answer", () => {
  let promtool: string;

  before(() => {
    promtool = findPromtool();
  });

  for (const [what, query, expected, complaint] of [
    ["is empty when it is right", "nodes", [GPU], undefined],
    ["is empty when only the last bits differ", "nodes / 3", [{ ...GPU, value: 2 / 3 + 1e-12 }], undefined],
    ["reports another value", "nodes", [{ ...GPU, value: 3 }], /exp: .* 3E\+00\n\s+got: .* 2E\+00/],
    ["reports another label", "nodes", [{ labels: { pool: "spot" }, value: 2 }], /pool="spot"/],
    [
      "reports a series too few",
      "nodes",
      [GPU, { labels: { pool: "spot" }, value: 2 }],
      /got: \{pool="gpu"\} 2E\+00$/,
    ],
    ["reports that there is nothing", 'nodes{pool="spot"}', [GPU], /got: nil/],
    ["reports that there is something", "nodes", [], /exp: nil/],
    ["reports what is no PromQL", 'nodes{pool="gpu"', [GPU], /parse error/],
  ] as [string, string, Sample[], RegExp | undefined][]) {
    it(what, async () => {
      const right = { query: "vector(1)", expected: single(1) };
      const [found, other] = await verdicts(promtool, WORLD, [], [{ query, expected }, right]);
      assert.equal(other, undefined);
      if (complaint) assert.match(found ?? "no complaint", complaint);
      else assert.equal(found, undefined);
    });
  }

  it("can't be given over a rule that fails", async () => {
    const groups = [{ name: "broken", rules: [{ record: "a", expr: "nodes * on () (nodes or vector(1))" }] }];
    const wanted = [{ query: "nodes", expected: [GPU] }];
    await assert.rejects(verdicts(promtool, WORLD, groups, wanted), /rule: a, /);
  });

  it("can't be given without promtool", async () => {
    await assert.rejects(
      verdicts("/nonexistent/promtool", WORLD, [], [{ query: "nodes", expected: [GPU] }]),
      /ENOENT/,
    );
  });
});
