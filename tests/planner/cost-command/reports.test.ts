import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { money, type Money } from "../../../policy-pack/pricing/money";
import type { ResourceView } from "../../../policy-pack/stack-view";
import type { CostChange, Estimate, ResourceCost } from "../../../planner/cost-command/estimate";
import { estimate } from "../../../planner/cost-command/estimate";
import { costHtml } from "../../../planner/cost-command/html";
import { readInput } from "../../../planner/cost-command/input";
import { costJson } from "../../../planner/cost-command/json";
import { costMarkdown } from "../../../planner/cost-command/markdown";
import { cents, reportOf } from "../../../planner/cost-command/report";
import { costText } from "../../../planner/cost-command/text";

const TODAY = "2026-11-25";
const VOLUME = "aws:ebs/volume:Volume";
const NAT = "aws:ec2/natGateway:NatGateway";

interface Made {
  type: string;
  name: string;
  inputs?: object;
}

function preview(resources: Made[], region = "eu-west-1", stack = "prod"): string {
  const steps = resources.map(({ type, name, inputs = {} }) => {
    const urn = `urn:pulumi:${stack}::shop::${type}::${name}`;
    return { op: "create", urn, newState: { urn, type, custom: true, inputs } };
  });
  return JSON.stringify({ config: { "aws:region": region }, steps, changeSummary: { create: steps.length } });
}

function priced(...resources: Made[]): Estimate {
  return estimate([readInput(preview(resources), "preview.json")], { region: undefined, today: TODAY });
}

const volume = (name: string, size: number, more: object = {}): Made => ({
  type: VOLUME,
  name,
  inputs: { type: "gp3", size, availabilityZone: "eu-west-1a", ...more },
});

/** Two volumes, a gateway whose data is billed by use, and a type that nobody knows. */
const mixed = () =>
  priced(
    volume("data", 100),
    volume("logs", 33),
    { type: NAT, name: "nat" },
    { type: "acme:x/y:Z", name: "odd" },
  );

const amountsIn = (text: string) =>
  [...text.matchAll(/\$([\d,]+\.\d\d)$/gm)].map(([, usd]) => Number(usd!.replaceAll(",", "")));

describe("the table of the cost command", () => {
  it("adds up, to the cent, to the total", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 60 }), (amounts) => {
        const rounded = cents(amounts);
        const sum = rounded.reduce((total, usd) => total + Math.round(usd * 100), 0);
        assert.equal(sum, Math.round(amounts.reduce((total, usd) => total + usd * 100, 0)));
        rounded.forEach((usd, place) => assert.ok(Math.abs(usd - amounts[place]!) < 0.011));
      }),
    );
    const sizes = Array.from({ length: 70 }, (_, index) => volume(`v${index}`, 1 + (index % 7)));
    const made = priced(...sizes);
    const table = costText(made, false).split("Cost by resource")[1]!.split("Cost: US")[0]!;
    const rows = table.split("\n").filter((line) => /^ {2}(v\d|and )/.test(line));
    const [total] = amountsIn(table.split("\n").find((line) => /^ {2}all resources/.test(line))!);
    const sum = amountsIn(rows.join("\n")).reduce((all, usd) => all + Math.round(usd * 100), 0);
    assert.equal(rows.length, 26); // and 45 more resources
    assert.equal(sum, Math.round(total! * 100));
    assert.equal(total, Number((made.total!.total.expected * 730).toFixed(2)));
  });

  it("has quantity, unit price and month of each line", () => {
    const text = costText(mixed(), false);
    // gp3 in eu-west-1: $0.088 a gigabyte and month, https://aws.amazon.com/ebs/pricing/
    assert.match(text, /data \(Volume\) +\$8\.80\n {4}\S.* 100 +\$0\.088 \/ GB-month +\$8\.80/);
  });
});

describe("the reports of the cost command", () => {
  const forms = (made: Estimate) => [costText(made, false), costMarkdown(made), costHtml(made)].map(plain);
  /** Without line breaks, entities and tags of Markdown and HTML. */
  const plain = (text: string) =>
    text
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ");

  it("say at least, what depends on use with its price, what has no price and what may bill", () => {
    for (const text of forms(mixed())) {
      assert.match(text, /at least \$46\.7\d/i); // 133 GB and a gateway at $0.048 an hour
      assert.match(text, /Depends on use.*data through NAT gateways: \$0\.048 \/ GB.*nat/);
      assert.match(text, /No price.*acme:x\/y:Z: .*odd/);
    }
  });

  it("list what may have been made elsewhere, and is billed there", () => {
    const stack = { type: "aws:cloudformation/stack:Stack", name: "imported" };
    for (const text of forms(priced(volume("data", 100), stack))) {
      assert.match(text, /at least \$8\.80/i);
      assert.match(text, /May bill, not seen from here.*aws:cloudformation\/stack:Stack: .*imported/);
    }
  });

  it("have a sum for each of several files, and one for all; names say whose they are", () => {
    const inputs = ["prod", "test"].map((stack) =>
      readInput(preview([volume("data", stack === "prod" ? 100 : 50)], "eu-west-1", stack), `${stack}.json`),
    );
    const made = estimate(inputs, { region: undefined, today: TODAY });
    for (const text of forms(made)) {
      assert.match(text, /\$13\.20/);
      assert.match(text, /prod\.json: \$8\.80 a month expected.*test\.json: \$4\.40 a month expected/);
      assert.match(text, /prod\/data.*test\/data/);
    }
  });

  it("say unknown, and no $0.00, where nothing has a price", () => {
    for (const text of [
      ...forms(priced({ type: "acme:x/y:Z", name: "odd" })),
      costJson(priced({ type: "acme:x/y:Z", name: "odd" })),
    ]) {
      assert.match(text, /unknown/);
      assert.doesNotMatch(text, /\$?\b0\.00\b/);
    }
    const json = JSON.parse(costJson(priced({ type: "acme:x/y:Z", name: "odd" }))) as {
      total: { perMonth: null };
    };
    assert.equal(json.total.perMonth, null);
  });

  it("say $0.00 where nothing bills", () => {
    for (const text of forms(priced({ type: "aws:ec2/subnet:Subnet", name: "a" }))) {
      assert.match(text, /\$0\.00 a month: nothing here bills\./);
      assert.doesNotMatch(text, /[Aa]t least|unknown/);
    }
  });

  it("mark prices that follow from a rule, with the rule", () => {
    const text = costText(priced(volume("fast", 10, { iops: 4000 })), false);
    assert.match(text, /1,000 +\* \$0\.0055 \/ IOPS-month/);
    assert.match(text, /^\* Price from a neighbouring rule.*\n.*gp3 GB \/ 16/m);
    assert.doesNotMatch(costText(priced(volume("slow", 10)), false), /neighbouring/);
  });

  it("stay within 100 columns, and within a comment on GitHub, for thousands of long names", () => {
    const many = priced(
      ...Array.from({ length: 3000 }, (_, index) => volume(`${"long-name-".repeat(20)}${index}`, 1 + index)),
      ...Array.from({ length: 500 }, (_, index) => ({
        type: `acme:x/y${index}:${"Z".repeat(150)}`,
        name: `${"n".repeat(150)}${index}`,
      })),
    );
    assert.deepEqual(
      costText(many, false)
        .split("\n")
        .filter((line) => line.length > 100),
      [],
    );
    assert.ok(costMarkdown(many).length < 65_536);
  });

  it("show names as text, never as markup", () => {
    const made = priced(volume("<img src=x>|`*", 10));
    assert.doesNotMatch(costHtml(made), /<img/);
    assert.doesNotMatch(costMarkdown(made), /<img|\|`/);
  });

  it("need nothing from a network", () => {
    assert.doesNotMatch(costHtml(mixed()), /<script|https?:\/\/(?!www\.w3\.org)|src="(?!data:)/);
    assert.match(costHtml(mixed()), /<meta name="viewport" content="width=device-width/);
  });
});

describe("the cost command's JSON", () => {
  it("has schema 2, totals, and of each line quantity, unit and unit price; small prices are not rounded away", () => {
    const made = priced(volume("data", 100), { type: "aws:sqs/queue:Queue", name: "jobs" });
    const json = JSON.parse(costJson(made)) as {
      schema: number;
      currency: string;
      programs: { source: string; kind: string; region: string; resources: number }[];
      total: {
        atLeast: boolean;
        perMonth: Money;
        resources: { name: string; lines: object[]; unknownUse: { unitPrice: number; meter: string }[] }[];
      };
    };
    const resource = (name: string) => json.total.resources.find((each) => each.name === name)!;
    assert.deepEqual([json.schema, json.currency, json.total.atLeast], [2, "USD", true]);
    assert.deepEqual(
      { ...json.programs[0], total: 0, change: 0 },
      {
        source: "preview.json",
        kind: "preview",
        region: "eu-west-1",
        regionOrigin: "from its configuration",
        resources: 2,
        errors: 0,
        total: 0,
        change: 0,
        stack: "prod of shop",
        notes: [],
      },
    );
    assert.deepEqual(
      json.total.perMonth,
      money(() => 8.8),
    );
    const { quantity, unit, unitPrice } = resource("data").lines[0] as Record<string, unknown>;
    assert.deepEqual([quantity, unit, unitPrice], [100, "GB-month", 0.088]);
    assert.deepEqual(
      resource("jobs").unknownUse.map((use) => [use.meter, use.unitPrice]),
      [["queueRequests", 4e-7]],
    );
  });
});

describe("a change in the reports", () => {
  const view = (name: string): ResourceView => priced(volume(name, 1)).programs[0]!.input.view.resources[0]!;
  const cost = (name: string, usd: number): ResourceCost => ({
    resource: view(name),
    region: "eu-west-1",
    lines: [{ urn: view(name).urn, item: "gp3", source: "x", cost: money(() => usd) }],
    unknownUse: [],
    unpriced: [],
    mayBill: [],
    total: money(() => usd),
  });
  const changed = (
    kind: "added" | "removed" | "replaced" | "changed",
    before: number,
    after: number,
    because: string[] = [],
  ) => ({
    kind,
    urn: `urn:pulumi:prod::shop::${VOLUME}::${kind}`,
    type: VOLUME,
    name: `${kind}-one`,
    because,
    before: kind === "added" ? undefined : cost(kind, before),
    after: kind === "removed" ? undefined : cost(kind, after),
    difference: money(() => after - before),
  });
  const change: CostChange = {
    against: "base.json",
    resources: [
      changed("added", 0, 1),
      changed("removed", 0.5, 0),
      changed("replaced", 0.1, 0.1, ["availabilityZone"]),
      changed("changed", 0.1, 0.2, ["size"]),
    ],
    before: money(() => 0.7),
    after: money(() => 1.3),
    difference: money(() => 0.6),
    incomplete: false,
    unknown: false,
  };
  const made: Estimate = { ...priced(volume("data", 1)), change };
  const strip = (text: string) =>
    text
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replace(/<[^>]*>/g, "")
      .replace(/\s+/g, " ");

  it("is said in dollars a month, with what happens to each resource and why", () => {
    for (const text of [costText(made, false), costMarkdown(made), costHtml(made)].map(strip)) {
      assert.match(text, /Change against base\.json: \+\$438\.00 a month expected/);
      assert.match(text, /1 added, 1 removed, 1 replaced, 1 changed/);
      assert.match(text, /added-one.*\+\$730\.00/);
      assert.match(text, /removed-one.*-\$365\.00/);
      assert.match(text, /replaced-one.*replaced: availabilityZone/);
      assert.match(text, /changed-one.*changed: size/);
      assert.match(text, /replaced-one[^$]*\$0\.00/);
      assert.match(text, /changed-one[^$]*\+\$73\.00/);
    }
  });

  it("is alone where the total isn't known, and unknown where nothing has a price", () => {
    const alone = { ...made, total: undefined };
    assert.equal(reportOf(alone).table, undefined);
    assert.doesNotMatch(costText(alone, false), /Cost by resource|all resources/);
    assert.equal((JSON.parse(costJson(alone)) as { total: null }).total, null);
    const unknown = costText({ ...alone, change: { ...change, unknown: true } }, false);
    assert.match(unknown, /Change against base\.json: unknown/);
    const incomplete = costText({ ...alone, change: { ...change, incomplete: true } }, false);
    assert.match(incomplete.replace(/\s+/g, " "), /something that changes has no price or an unknown use/);
  });
});

describe("the README's examples of npm run cost", () => {
  const ROOT = join(__dirname, "..", "..", "..");
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const examples = [...readme.matchAll(/^npm run cost -- (tests\/.*)$/gm)].map(([, args]) => args!);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), "cost-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  function run(args: string) {
    const written = args.replace(/\b(cost\.(md|html))/g, (name) => join(folder, name));
    return spawnSync(
      process.execPath,
      ["--require", "./planner/fast-start.js", "planner/cost-command/main.ts", ...written.split(" ")],
      { cwd: ROOT, encoding: "utf8" },
    );
  }

  it("run", () => {
    assert.equal(examples.length, 4);
    for (const args of examples) {
      const { status, stderr } = run(args);
      assert.equal(status, 0, `${args}\n${stderr}`);
    }
    assert.match(readFileSync(join(folder, "cost.md"), "utf8"), /Change against/);
    assert.match(readFileSync(join(folder, "cost.html"), "utf8"), /Change against/);
  });

  it("price the whole program, without at least once its use is known, also under --strict", () => {
    const program = "tests/fixtures/eks-program.json --strict";
    const { status, stdout } = run(`${program} --usage tests/fixtures/eks-usage.yaml`);
    assert.equal(status, 0);
    // By hand, with the prices of eu-west-1: two g5.xlarge at $1.123 and 200 GB at $0.088; a database at $0.176 and 100 GB
    // at $0.127; a control plane at $0.10; a NAT gateway at $0.048 and 500 GB at that; a load balancer at $0.0252 and 730
    // units at $0.008; three addresses at $0.005; 300 GB to the internet at $0.09 and 800 between zones at $0.02; a key.
    const hours = 2 * 1.123 + 0.176 + 0.1 + 0.048 + 0.0252 + 3 * 0.005;
    const month = 200 * 0.088 + 100 * 0.127 + 500 * 0.048 + 730 * 0.008 + 300 * 0.09 + 800 * 0.02 + 1;
    assert.ok(
      stdout.includes(
        `\n$${(hours * 730 + month).toLocaleString("en-US", { maximumFractionDigits: 2 })} a month expected`,
      ),
    );
    assert.doesNotMatch(stdout, /[Aa]t least|unknown/);
    const withoutUse = run(program);
    assert.equal(withoutUse.status, 0);
    assert.match(withoutUse.stdout, /^At least/m);
    assert.doesNotMatch(withoutUse.stdout, /No price for/);
  });

  it("price a change as a change, and say how to get the total", () => {
    const { status, stdout } = run("tests/fixtures/eks-change.json --strict");
    assert.equal(status, 0);
    // One more g5.xlarge at $1.123 an hour with 100 GB gp3, and a volume of 200 GB, at $0.088 a gigabyte and month.
    assert.match(stdout, /Change against the stack: \+\$846\.19 a month expected/);
    assert.match(stdout, /--show-sames/);
    assert.match(stdout, /--base/);
    assert.doesNotMatch(stdout, /all resources/);
  });

  it("fail above a limit", () => {
    assert.equal(run("tests/fixtures/eks-program.json --max 1").status, 1);
    const change = "tests/fixtures/eks-change.json --base tests/fixtures/eks-program.json";
    assert.equal(run(`${change} --max-increase 846.2/month`).status, 0);
    assert.equal(run(`${change} --max-increase 846.1/month`).status, 1);
  });

  it("refuse two reports for one stdout", () => {
    const { status, stderr } = run("tests/fixtures/eks-program.json --json --markdown -");
    assert.equal(status, 2);
    assert.match(stderr, /Only one report/);
  });

  it("give a template that changes nothing", () => {
    const { status, stdout } = run("tests/fixtures/eks-program.json --usage-template");
    assert.equal(status, 0);
    assert.deepEqual(
      stdout.split("\n").filter((line) => line !== "" && !line.startsWith("#")),
      [],
    );
    assert.match(stdout, /loadBalancerUnitHours: 0 # .*\$0\.008 \/ hours of/);
  });
});

describe("docs/cost-report.md", () => {
  const ROOT = join(__dirname, "..", "..", "..");
  const load = (name: string) => readInput(readFileSync(join(ROOT, "tests", "fixtures", name), "utf8"), name);

  /** "total.resources[].lines[].unit" of everything in a value. */
  function pathsIn(value: unknown, path = ""): string[] {
    if (Array.isArray(value)) return value.flatMap((entry) => pathsIn(entry, `${path}[]`));
    if (value === null || typeof value !== "object") return [];
    return Object.entries(value).flatMap(([key, inner]) => [
      `${path}.${key}`,
      ...pathsIn(inner, `${path}.${key}`),
    ]);
  }

  it("shows every key of the JSON, and no other", () => {
    const [, example] = /```json\n([^]*?)```/.exec(
      readFileSync(join(ROOT, "docs", "cost-report.md"), "utf8"),
    )!;
    const written = costJson(
      estimate([load("eks-change.json")], {
        region: undefined,
        today: TODAY,
        bases: [load("eks-program.json")],
      }),
    );
    const known = new Set(pathsIn(JSON.parse(example!)));
    const made = new Set(pathsIn(JSON.parse(written)));
    // The example says once what a resource, a line and an amount have.
    const brief = (path: string) =>
      path
        .replace(/^\.change\.resources\[\]\.(before|after)\./, ".total.resources[].")
        .replace(
          /\.(perHour|perMonth|beforePerHour|afterPerHour)\.(floor|expected|ceiling|spotGone)$/,
          ".$1",
        );
    assert.deepEqual([...new Set([...made].map(brief))].sort(), [...new Set([...known].map(brief))].sort());
  });
});
