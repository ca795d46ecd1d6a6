import assert from "node:assert/strict";
import { compare, type Comparison } from "../../planner/comparison";
import type { PlanReport } from "../../planner/base";
import { jsonReport } from "../../planner/json-report";
import { cut, escape, fenced } from "../../planner/markdown/layout";
import { markdownReport } from "../../planner/markdown/report";
import { viewOf, type Plan } from "../../planner/plan";
import { planOf } from "./html/plans";

const LIMIT = 60_000;

function bytes(text: string): number {
  return Buffer.byteLength(text);
}

describe("the plan as Markdown", () => {
  let made: Plan;

  before(async () => {
    made = await planOf("production");
  });

  /** The shipped plan, with other parts in place of its own. No rule is broken, unless they say so. */
  function plan(parts: Partial<Plan> = {}): Plan {
    return { ...made, policies: [], ...parts };
  }

  function broken(
    rule: string,
    level: "mandatory" | "advisory",
    message = `breaks ${rule}`,
  ): Plan["policies"][number] {
    return { rule, level, urn: undefined, message, reason: "Because.", fix: `Fix ${rule}.` };
  }

  function full(misfit: string): Plan {
    const [first, ...others] = made.capacity;
    return plan({ capacity: [{ ...first!, fits: false, misfits: [misfit] }, ...others] });
  }

  function comparison(change: (report: PlanReport) => void): Comparison {
    const report = (): PlanReport => JSON.parse(jsonReport(plan())) as PlanReport;
    const changed = report();
    change(changed);
    return compare(report(), changed);
  }

  it("starts with a hidden marker that names the stack, and then says that the plan passes", () => {
    const [marker, , headline] = markdownReport(plan()).split("\n");
    assert.equal(marker, "<!-- betterprompts-plan:production -->");
    assert.match(headline!, /^### production: the plan passes, \d+ resources$/);
  });

  it("says in the headline why a plan fails", () => {
    assert.match(
      markdownReport(
        plan({
          policies: [broken("one", "mandatory"), broken("two", "mandatory"), broken("two", "mandatory")],
        }),
      ),
      /^### production: the plan fails, 2 mandatory rules are broken$/m,
    );
    assert.match(
      markdownReport(full("3 pods of x find no place")),
      /^### production: the plan fails, not every pod fits$/m,
    );
    assert.match(
      markdownReport(plan({ policies: [broken("one", "advisory")] })),
      /^### production: the plan passes/m,
    );
  });

  it("has the band of an hour and of a month of 730 hours", () => {
    const { floor, expected, ceiling, spotGone } = made.cost!.total;
    const text = markdownReport(plan());
    const hour = [floor, expected, ceiling, spotGone].map((usd) => usd.toFixed(2));
    const month = [floor, expected, ceiling, spotGone].map((usd) =>
      Math.round(usd * 730).toLocaleString("en-US"),
    );
    assert.ok(text.includes(`| an hour | ${hour.join(" | ")} |`));
    assert.ok(text.includes(`| a month (730 h) | ${month.join(" | ")} |`));
    assert.doesNotMatch(text, /change an hour/);
  });

  it("says at least while anything has no price", () => {
    const unpriced = [{ urn: made.resources[0]!.urn, type: "aws:rds/instance:Instance", reason: "no price" }];
    assert.match(markdownReport(plan({ cost: { ...made.cost!, unpriced } })), /^\| at least, an hour \|/m);
  });

  it("shows the distance to the ceiling, on both sides of it", () => {
    const at = (hourlyCeilingUsd: number) =>
      markdownReport(plan({ cost: { ...made.cost!, hourlyCeilingUsd } }));
    const { ceiling } = made.cost!.total;
    assert.ok(at(ceiling + 2).includes("$2.00 below the ceiling"));
    assert.ok(at(ceiling).includes("$0.00 below the ceiling"));
    assert.ok(at(ceiling - 2).includes("**$2.00 above** the ceiling"));
  });

  it("lists mandatory rules before advice, each with its fix", () => {
    const text = markdownReport(
      plan({ policies: [broken("advice", "advisory"), broken("order", "mandatory")] }),
    );
    const order = text.indexOf("- **mandatory** <code>order</code>: Fix order.\n  - breaks order");
    const advice = text.indexOf("- advisory <code>advice</code>: Fix advice.");
    assert.ok(order > 0 && advice > order);
  });

  it("lists what doesn't fit", () => {
    assert.match(
      markdownReport(full("3 pods of x find no place")),
      /\*\*What doesn't fit\*\*\n\n- .*: 3 pods of x find no place/,
    );
  });

  it("says that nothing is created where nothing is", () => {
    const text = markdownReport({ ...full("no place"), resources: [], view: viewOf([]), cost: undefined });
    assert.match(text, /Nothing is created/);
    assert.doesNotMatch(text, /\$/);
  });

  it("has the rest in folded parts", () => {
    const summaries = [...markdownReport(plan()).matchAll(/<summary>(.*)<\/summary>/g)].map(
      ([, title]) => title,
    );
    assert.deepEqual(summaries, [
      "Cost by component",
      "Top 10 at the ceiling",
      "Capacity: requested / allocatable",
      "Node pools",
      "Pod autoscaling",
    ]);
  });

  it("shows with a base what changes, and what that does to each column", () => {
    const text = markdownReport(
      plan(),
      comparison((report) => {
        const group = report.resources.find(
          ({ type, name }) => type.endsWith(":NodeGroup") && name === "spot",
        )!;
        group.inputs = { ...group.inputs, capacityType: "ON_DEMAND" };
        report.resources = report.resources.filter(({ type }) => type !== "aws:kms/alias:Alias");
        const { floor, expected, ceiling, spotGone } = report.cost!.perHour;
        report.cost!.perHour = { floor, expected: expected + 1, ceiling: ceiling - 2, spotGone };
      }),
    );
    assert.ok(text.includes("| change an hour | 0.00 | +1.00 | -2.00 | 0.00 |"));
    assert.ok(text.includes("| change a month | 0 | +730 | -1,460 | 0 |"));
    assert.ok(text.includes("Against the base: no resources added, 1 removed, 10 replaced, 1 changed."));
    assert.ok(text.includes('<code>capacityType "SPOT" -&#62; "ON&#95;DEMAND"</code>'));
    assert.match(text, /^- removed Alias <code>/m);
  });

  it("escapes Markdown and HTML in names", () => {
    const nasty = "a|b `c` <!-- </details> [x](y) *z*\n# d";
    const text = markdownReport(plan({ policies: [broken(nasty, "mandatory", nasty)] }));
    assert.ok(!text.includes(nasty.slice(0, 5)));
    assert.ok(!text.includes("`c`"));
    assert.ok(!text.includes("<!-- </"));
    assert.doesNotMatch(text, /^# d/m);
    assert.equal(escape("a|b\n`<&"), "a&#124;b &#96;&#60;&#38;");
    assert.deepEqual(fenced(["a ``` b"]), ["````text", "a ``` b", "````"]);
  });

  it("stays below 60,000 bytes with thousands of everything, and says how many are left out", () => {
    const many = Array.from({ length: 2_000 }, (_, index) => index);
    const name = (index: number) => `${"|<ü".repeat(60)}${index}`;
    const resources = many.map((index) => ({
      ...made.resources[0]!,
      urn: `urn:pulumi:production::betterprompts::aws:kms/key:Key::${name(index)}`,
      type: "aws:kms/key:Key",
      name: name(index),
      parent: undefined,
    }));
    const money = { floor: 1, expected: 1, ceiling: 1, spotGone: 1 };
    const cost = {
      ...made.cost!,
      lines: resources.map(({ urn }) => ({ urn, item: name(1), cost: money, source: "somewhere" })),
    };
    const pools = Object.fromEntries(many.map((index) => [name(index), made.settings.pools["spot"]!]));
    const services = Object.fromEntries(
      many.map((index) => [name(index), Object.values(made.settings.services)[0]!]),
    );
    const [namespace] = Object.values(made.settings.namespaces);
    const replicas = Object.fromEntries(many.map((index) => [name(index), { min: 1, expected: 1, max: 2 }]));
    const huge = plan({
      resources,
      view: viewOf(resources),
      cost,
      policies: many.map((index) =>
        broken(name(index), index % 2 ? "mandatory" : "advisory", name(index).repeat(3)),
      ),
      capacity: many.map((index) => ({
        ...made.capacity[0]!,
        pool: name(index),
        fits: false,
        misfits: [name(index)],
      })),
      settings: {
        ...made.settings,
        pools,
        services,
        namespaces: { production: { ...namespace!, replicas } },
      } as Plan["settings"],
    });
    const report = JSON.parse(jsonReport(huge)) as PlanReport;
    const changes = compare({ ...report, resources: [], policies: [], capacity: [] }, report);
    const text = markdownReport(huge, changes);
    assert.ok(bytes(text) < LIMIT, `${bytes(text)} bytes`);
    assert.ok(bytes(text) > LIMIT / 2, "the room is used");
    assert.match(text, /^… and 1,\d{3} more$/m);
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
    assert.equal((text.match(/^```/gm) ?? []).length, 6);
  });
});

describe("a list that is cut", () => {
  const lines = ["aaaa", "bbbb", "cccc"]; // 5 bytes each with the end of the line

  it("is whole while it fits beside the line that counts the others", () => {
    assert.deepEqual(cut(lines, 15 + 40), lines);
  });

  it("loses what doesn't fit, and counts that", () => {
    assert.deepEqual(cut(lines, 14 + 40), ["aaaa", "bbbb", "", "… and 1 more"]);
    assert.deepEqual(cut(lines, 0), ["", "… and 3 more"]);
  });
});
