import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stackCost, type StackCost } from "../../../planner/cost";
import { viewOf } from "../../../planner/plan";
import { SITUATIONS, type Money } from "../../../policy-pack/pricing/money";
import type { StackView } from "../../../policy-pack/stack-view";
import { expectedNodes } from "../../../stacks/expected-nodes";
import { parseSettings } from "../../../stacks/parse-settings";
import type { StackSettings } from "../../../stacks/settings";
import { shippedRecording, shippedSettings, STACKS } from "../../recordings";
import { computeByHand } from "./by-hand";
import { assertMoney } from "./small-stack";

const TODAY = "2026-11-24"; // Kubernetes 1.35 is in standard support until 2027-03-27
const MOST: Record<string, number> = { production: 10, staging: 5 }; // dollars an hour: what each may cost
const BOOK = JSON.parse(
  readFileSync(join(__dirname, "../../../policy-pack/pricing/prices/us-east-1.json"), "utf8"),
) as Parameters<typeof computeByHand>[0];

for (const name of STACKS) {
  describe(`the cost of the shipped stack ${name}`, () => {
    let settings: StackSettings;
    let view: StackView;
    let cost: StackCost;
    let byHand: Record<string, Money>;
    before(async () => {
      settings = parseSettings(shippedSettings(name), name);
      view = viewOf((await shippedRecording(name)).resources);
      cost = stackCost(view, settings, TODAY);
      byHand = computeByHand(BOOK, settings, expectedNodes(settings));
    });

    it("leaves nothing without a price", () => {
      assert.deepEqual(cost.unpriced, []);
    });

    it("has line by line what the prices and the settings' figures give, and no other line", () => {
      const named = cost.lines.map((line) => ({
        ...line,
        name: `${view.get(line.urn)!.name}: ${line.item}`,
      }));
      assert.deepEqual(named.map((line) => line.name).sort(), Object.keys(byHand).sort());
      for (const line of named) {
        assertMoney(line.cost, SITUATIONS.map((each) => byHand[line.name]![each]), line.name); // prettier-ignore
      }
    });

    it("has the totals that the prices and the settings' figures give", () => {
      const totals = SITUATIONS.map((situation) =>
        Object.values(byHand).reduce((sum, amounts) => sum + amounts[situation], 0),
      );
      assertMoney(cost.total, totals, "total");
    });

    it(`stays below $${MOST[name]} an hour at its ceiling, which is the number in its settings`, () => {
      assert.equal(cost.hourlyCeilingUsd, MOST[name]);
      assert.ok(cost.total.ceiling < MOST[name]!, String(cost.total.ceiling));
    });

    it("goes up from floor over expected to ceiling, without spot too", () => {
      const { floor, expected, ceiling, spotGone } = cost.total;
      assert.ok(floor <= expected && expected <= ceiling);
      assert.ok(floor <= spotGone && spotGone <= ceiling); // less than expected where placeholders kept spot nodes
    });

    it("is shown beside that of the same nodes all on-demand, which is no less in any situation", () => {
      const { pools } = settings;
      const onDemand = Object.fromEntries(
        Object.entries(pools).map(([pool, each]) => [pool, { ...each, capacity: "on-demand" as const }]),
      );
      const alone = Object.values(
        computeByHand(BOOK, { ...settings, pools: onDemand }, expectedNodes(settings)),
      );
      const totals = SITUATIONS.map((each) => alone.reduce((sum, amounts) => sum + amounts[each], 0));
      assertMoney(cost.allOnDemand, totals, "all on-demand");
      for (const situation of SITUATIONS) {
        assert.ok(cost.allOnDemand[situation] >= cost.total[situation] - 1e-9, situation);
      }
    });
  });
}
