import * as assert from "node:assert/strict";
import type { PlanReport } from "../../../planner/base";
import { htmlReport } from "../../../planner/html/report";
import { jsonReport } from "../../../planner/json-report";
import type { Plan } from "../../../planner/plan";
import { SITUATIONS, type Money } from "../../../policy-pack/pricing/money";
import { shippedSettings, STACKS } from "../../recordings";
import { planOf } from "./plans";

for (const stack of STACKS) {
  describe(`the HTML report of ${stack}`, () => {
    let plan: Plan;
    let html: string;

    before(async () => {
      plan = await planOf(stack);
      html = htmlReport(plan);
    });

    it("needs nothing but itself: no script, no frame, no address outside of the file", () => {
      assert.doesNotMatch(html, /<(script|iframe|object|embed|base|img|image|use)\b/i);
      assert.doesNotMatch(html, /\b(src|srcset|action|formaction|poster)\s*=/i);
      assert.doesNotMatch(html, /\burl\s*\(|@import|https?:/i);
      const links = [...html.matchAll(/\bhref\s*=\s*"([^"]*)"/g)].map((match) => match[1]);
      assert.deepEqual(links, ["data:,"]);
    });

    it("is the same text for the same plan, however many charts were drawn before", () => {
      assert.equal(htmlReport(plan), html);
      assert.doesNotMatch(html, /\bzr\d|ecmeta/);
    });

    it("has each id once, and every reference finds its id", () => {
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]!);
      assert.deepEqual(ids, [...new Set(ids)]);
      const references = [...html.matchAll(/aria-labelledby="([^"]+)"/g)].map((match) => match[1]!);
      assert.deepEqual(
        references.filter((id) => !ids.includes(id)),
        [],
      );
    });

    it("has one h1, and only h2 below it", () => {
      const levels = [...html.matchAll(/<h(\d)/g)].map((match) => match[1]);
      assert.equal(levels[0], "1");
      assert.deepEqual([...new Set(levels.slice(1))], ["2"]);
    });

    it("describes each image to a screen reader and what each table cell belongs to", () => {
      const images = html.match(/<svg[^>]*>\s*<title id="[^"]+">[^<]+<\/title>/g) ?? [];
      assert.equal(images.length, (html.match(/<svg/g) ?? []).length);
      assert.ok(images.every((image) => image.includes('role="img"')));
      assert.equal((html.match(/<th[ >]/g) ?? []).length, (html.match(/<th scope="/g) ?? []).length);
      assert.equal((html.match(/<table>/g) ?? []).length, (html.match(/<caption>/g) ?? []).length);
    });

    it("shows the totals of the JSON report to the last digit", () => {
      const { perHour } = json(plan).cost;
      assert.deepEqual(cells(html, 'data-total="hour"'), perHour);
      const big = /class="figures">[\s\S]*?<\/dl>/.exec(html)![0];
      assert.deepEqual(exactIn(big), perHour);
    });

    it("shows for each component the sum of its lines in the JSON report", () => {
      const { cost, resources } = json(plan);
      const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
      const nameOf = new Map(resources.map(({ urn, name }) => [urn, name]));
      const sums = new Map<string, Money>();
      for (const line of cost.lines) {
        let top = line.urn;
        for (let parent = parents.get(top); nameOf.has(parent ?? ""); parent = parents.get(top))
          top = parent!;
        const sum = sums.get(nameOf.get(top)!) ?? { floor: 0, expected: 0, ceiling: 0, spotGone: 0 };
        for (const situation of SITUATIONS) sum[situation] += line[situation];
        sums.set(nameOf.get(top)!, sum);
      }
      const shown = [...html.matchAll(/<tr data-component="([^"]+)"/g)].map((match) => match[1]!);
      const billed = [...sums].filter(([, sum]) => sum.ceiling > 0).map(([name]) => name);
      assert.deepEqual([...shown].sort(), billed.sort());
      for (const name of shown) {
        const row = cells(html, `data-component="${name}"`);
        for (const situation of SITUATIONS) {
          const difference = Math.abs(row[situation] - sums.get(name)![situation]);
          assert.ok(difference < 0.0001, `${name}, ${situation}: ${difference} off`); // the JSON's lines are rounded
        }
      }
    });

    it("names the five largest lines at the ceiling, the largest first", () => {
      const largest = [...json(plan).cost.lines]
        .sort((one, other) => other.ceiling - one.ceiling)
        .slice(0, 5)
        .map(({ urn, ceiling }) => ({ urn, ceiling }));
      const shown = [...html.matchAll(/<tr data-urn="([^"]+)">.*?data-usd-per-hour="([^"]+)"/g)];
      assert.deepEqual(
        shown.map((match) => ({ urn: match[1], ceiling: Number(match[2]) })),
        largest,
      );
    });

    it("draws every service, every pool, every zone and every controller, at both widths", () => {
      const releases = plan.resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
      const names = [
        ...Object.keys(plan.settings.services),
        ...Object.keys(plan.settings.pools),
        ...plan.settings.network.zones,
        ...releases.map(({ name }) => name),
      ];
      for (const width of ["wide", "narrow"]) {
        const drawn = svg(html, `picture-${width}`);
        assert.deepEqual(
          names.filter((name) => !drawn.includes(name)),
          [],
        );
      }
    });

    it("draws a NAT gateway for each that would be made", () => {
      const made = plan.resources.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway");
      assert.equal(svg(html, "picture-wide").match(/NAT gateway/g)?.length, made.length);
    });

    it("shows every quota and every zone's addresses with the numbers of the JSON report", () => {
      const { quotas, addresses } = json(plan);
      const shown = /<section id="quotas"[\s\S]*?<\/section>/.exec(html)![0];
      const row = (name: string, ...values: number[]) =>
        new RegExp(
          `>${name}</th>.*?${values.map((value) => `>${value.toLocaleString("en-US")}</td>`).join("<.*?")}`,
        );
      assert.ok(quotas.length > 0 && addresses.length > 0);
      for (const { code, atMaximum, surge } of quotas) {
        assert.match(shown, row(code, atMaximum, surge, atMaximum + surge));
      }
      for (const { zone, needed, available } of addresses) {
        assert.match(shown, row(zone, needed, available));
      }
    });

    it("charts every pool and every component", () => {
      for (const name of Object.keys(plan.settings.pools)) {
        assert.ok(svg(html, "nodes-wide").includes(`>${name}</text>`), name);
      }
      const components = [...html.matchAll(/<tr data-component="([^"]+)"/g)].map((match) => match[1]!);
      for (const name of components) assert.ok(svg(html, "band-narrow").includes(`>${name}</text>`), name);
    });
  });
}

describe("the HTML report", () => {
  const HOSTILE = `<script>alert("1")</script>&'`;

  it("escapes every text of the plan", async () => {
    const plan = await planOf("staging");
    const rule = {
      rule: HOSTILE,
      level: "mandatory" as const,
      urn: `urn:pulumi:staging::betterprompts::a::${HOSTILE}`,
      message: HOSTILE,
      reason: HOSTILE,
      fix: HOSTILE,
    };
    const settings = structuredClone(plan.settings);
    settings.services[HOSTILE] = settings.services["frontend"]!;
    settings.pools[HOSTILE] = settings.pools["spot"]!;
    for (const { replicas } of Object.values(settings.namespaces)) replicas[HOSTILE] = replicas["frontend"]!;
    const resources = plan.resources.map((resource) => ({ ...resource, name: resource.name + HOSTILE }));
    const html = htmlReport({ ...plan, stack: HOSTILE, settings, resources, policies: [rule] });
    assert.doesNotMatch(html, /<script|alert\("/);
    assert.match(html, /&lt;script&gt;alert\(&quot;1&quot;\)&lt;\/script&gt;&amp;&#39;/);
  });

  it("shows which pods find no place, and no dollars, when nothing is created", async () => {
    const settings = shippedSettings("production");
    Object.assign((settings["pools"] as Record<string, object>)["gpu"]!, { maxSize: 1 });
    const html = htmlReport(await planOf("production", settings));
    assert.match(html, /The plan fails/);
    assert.match(html, /pods of production\/torchserve .* find no place on pool gpu/);
    assert.doesNotMatch(html, /data-usd-per-hour/);
  });

  it("shows a broken rule with its resource, its reason and its fix, the mandatory ones first", async () => {
    const rule = { urn: undefined, message: "what it found", reason: "why", fix: "what to do" };
    const policies = [
      { ...rule, rule: "second", level: "advisory" as const },
      { ...rule, rule: "first", level: "mandatory" as const },
    ];
    const html = htmlReport({ ...(await planOf("staging")), policies });
    assert.match(html, /first.*mandatory.*the stack.*what it found.*why.*what to do[\s\S]*second.*advisory/);
  });

  it("says by how much the ceiling of the settings is exceeded", async () => {
    const plan = await planOf("staging");
    const html = htmlReport({ ...plan, cost: { ...plan.cost!, hourlyCeilingUsd: 1 } });
    const above = (plan.cost!.total.ceiling - 1).toFixed(2);
    assert.ok(html.includes(`<strong>$${above} above</strong>`));
  });

  it("says that totals are a lower bound while something has no price", async () => {
    const plan = await planOf("staging");
    const unpriced = [{ urn: plan.resources[0]!.urn, type: "aws:x:Y", reason: "nobody knows" }];
    const html = htmlReport({ ...plan, cost: { ...plan.cost!, unpriced } });
    assert.match(html, /at least, an hour/);
    assert.match(html, /aws:x:Y<\/code>\): nobody knows/);
  });
});

function json(plan: Plan): Required<PlanReport> {
  return JSON.parse(jsonReport(plan)) as Required<PlanReport>;
}

/** The exact dollars of a table's row. */
function cells(html: string, row: string): Money {
  return exactIn(new RegExp(`<tr ${row}>.*`).exec(html)![0]);
}

function exactIn(html: string): Money {
  const found = html.matchAll(/data-situation="(\w+)" data-usd-per-hour="([^"]+)"/g);
  return Object.fromEntries([...found].map((match) => [match[1], Number(match[2])])) as unknown as Money;
}

function svg(html: string, id: string): string {
  return new RegExp(`<svg[^>]*aria-labelledby="${id}"[\\s\\S]*?</svg>`).exec(html)![0];
}
