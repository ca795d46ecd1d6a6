import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createColors } from "picocolors";
import { readBase, type PlanReport, type PolicyReport } from "../../planner/base";
import { UsageError } from "../../planner/command";
import { compare } from "../../planner/comparison";
import { comparisonSection } from "../../planner/text/comparison";

const PROJECT = "urn:pulumi:production::shop";
const POOL = `${PROJECT}::shop:components:NodePool::spot`;
const GROUP = `${PROJECT}::shop:components:NodePool$aws:eks/nodeGroup:NodeGroup::spot`;
const BALANCER = `${PROJECT}::aws:lb/loadBalancer:LoadBalancer::public`;

/** A node pool and a load balancer; a fresh copy each time. */
function report(): PlanReport {
  const room = { cpu: 4, memory: 8, gpu: 0, pods: 50 };
  return {
    schema: 1,
    stack: "production",
    resources: [
      resource(POOL, "shop:components:NodePool", null),
      resource(GROUP, "aws:eks/nodeGroup:NodeGroup", POOL, {
        scalingConfig: { minSize: 0, maxSize: 10 },
        instanceTypes: ["m5.large", "m6i.large"],
        taints: [{ key: "spot", effect: "NO_SCHEDULE" }],
        password: "[secret]",
      }),
      resource(BALANCER, "aws:lb/loadBalancer:LoadBalancer", null, { tags: { "a/b": "1" } }),
    ],
    capacity: [
      {
        scenario: "at maximum",
        pool: "spot",
        nodesAtMax: 10,
        requested: room,
        allocatable: room,
        fits: true,
        misfits: [],
      },
    ],
    cost: {
      currency: "USD",
      perHour: { floor: 0.1, expected: 0.3, ceiling: 1.1, spotGone: 0.5 },
      hourlyCeiling: 10,
      allOnDemandPerHour: { floor: 0.1, expected: 0.5, ceiling: 2.1, spotGone: 0.5 },
      lines: [line(GROUP, 0, 0.2, 1, 0.4), line(BALANCER, 0.1, 0.1, 0.1, 0.1)],
      unpriced: [],
    },
    policies: [],
  };
}

function resource(urn: string, type: string, parent: string | null, inputs: Record<string, unknown> = {}) {
  return { urn, type, name: urn.split("::")[3]!, parent, inputs, dependsOn: [] };
}

function line(urn: string, floor: number, expected: number, ceiling: number, spotGone: number) {
  return { urn, item: "something", floor, expected, ceiling, spotGone, source: "somewhere" };
}

function policy(message: string, level: PolicyReport["level"] = "mandatory"): PolicyReport {
  return { rule: "pool-bounds", level, urn: GROUP, message };
}

/** What the comparison says after a change of the report. */
function changedBy(change: (plan: PlanReport) => void) {
  const plan = report();
  change(plan);
  return compare(report(), plan);
}

function text(comparison: ReturnType<typeof compare>): string {
  return comparisonSection(comparison, createColors(false));
}

describe("the comparison with an earlier plan", () => {
  it("finds nothing between a plan and itself", () => {
    assert.deepEqual(
      changedBy(() => {}),
      {
        resources: {
          added: [],
          removed: [],
          replaced: [],
          changed: [],
          refused: [],
          nodes: [],
          retagged: false,
        },
        cost: {
          total: {
            before: report().cost!.perHour,
            after: report().cost!.perHour,
            difference: { floor: 0, expected: 0, ceiling: 0, spotGone: 0 },
          },
          hourlyCeiling: { before: 10, after: 10 },
          components: [],
        },
        policies: { broken: [], fixed: [] },
        capacity: [],
      },
    );
  });

  it("names what is added and removed, but no component or provider", () => {
    const { resources } = changedBy((plan) => {
      plan.resources.pop();
      plan.resources.push(
        resource(`${PROJECT}::aws:kms/key:Key::data`, "aws:kms/key:Key", null),
        resource(`${PROJECT}::shop:components:Data::data`, "shop:components:Data", null),
        resource(`${PROJECT}::pulumi:providers:aws::west`, "pulumi:providers:aws", null),
      );
    });
    assert.deepEqual(
      [resources!.added.map(({ name }) => name), resources!.removed.map(({ name }) => name)],
      [["data"], ["public"]],
    );
  });

  it("gives the paths of changed inputs with both values; a list of plain values is one value", () => {
    const { resources } = changedBy(({ resources: [, group, balancer] }) => {
      group!.inputs = {
        scalingConfig: { minSize: 0, maxSize: 12 },
        instanceTypes: ["m5.large", "m6i.large"],
        subnets: ["a"],
        taints: [{ key: "spot", effect: "NO_EXECUTE" }],
        password: "[secret]",
        labels: { team: "web" },
      };
      balancer!.inputs = { tags: { "a/b": "2" } };
    });
    assert.deepEqual(
      resources!.changed.map(({ name, inputs }) => [
        name,
        inputs.map(({ path, before, after: now }) => [path, before, now]),
      ]),
      [
        [
          "spot",
          [
            ["scalingConfig.maxSize", 10, 12],
            ["taints[0].effect", "NO_SCHEDULE", "NO_EXECUTE"],
            ["subnets", undefined, ["a"]],
            ["labels", undefined, { team: "web" }],
          ],
        ],
        ["public", [['tags["a/b"]', "1", "2"]]],
      ],
    );
  });

  it("takes inputs in another order, and other dependencies, for no change", () => {
    const { resources } = changedBy(({ resources: [, group] }) => {
      group!.inputs = Object.fromEntries(Object.entries(group!.inputs).reverse());
      group!.dependsOn = [BALANCER];
    });
    assert.deepEqual(resources!.changed, []);
  });

  it("sums differences of cost by the component at the top, the largest at the ceiling first", () => {
    const { cost } = changedBy((plan) => {
      plan.cost!.lines = [line(GROUP, 0, 0.1, 1.4, 0.4), line(BALANCER, 0.1, 0.1, 0.3, 0.1)];
      plan.cost!.perHour = { floor: 0.1, expected: 0.2, ceiling: 1.7, spotGone: 0.5 };
    });
    assert.deepEqual(
      cost!.components.map(({ name, difference }) => [name, difference]),
      [
        ["spot", { floor: 0, expected: -0.1, ceiling: 0.4, spotGone: 0 }],
        ["public", { floor: 0, expected: 0, ceiling: 0.2, spotGone: 0 }],
      ],
    );
    assert.deepEqual(cost!.total.difference, { floor: 0, expected: -0.1, ceiling: 0.6, spotGone: 0 });
  });

  it("counts a component that is new from nothing, and one that is gone to nothing", () => {
    const { cost } = changedBy((plan) => {
      plan.cost!.lines = [line(GROUP, 0, 0.2, 1, 0.4), line(`${PROJECT}::aws:kms/key:Key::data`, 1, 1, 1, 1)];
      plan.resources[2] = resource(`${PROJECT}::aws:kms/key:Key::data`, "aws:kms/key:Key", null);
    });
    assert.deepEqual(
      cost!.components.map(({ name, before, after: now }) => [name, before.ceiling, now.ceiling]),
      [
        ["data", 0, 1],
        ["public", 0.1, 0],
      ],
    );
  });

  it("distinguishes rules that are newly broken from those that still are with other amounts", () => {
    const base = report();
    base.policies = [policy("$7.50 is above $5.00"), policy("gone")];
    const plan = report();
    plan.policies = [policy("$8.25 is above $5.00"), policy("new")];
    const { broken, fixed } = compare(base, plan).policies;
    assert.deepEqual(
      [broken.map(({ message }) => message), fixed.map(({ message }) => message)],
      [["new"], ["gone"]],
    );
  });

  it("takes an advice that becomes an order for newly broken", () => {
    const base = report();
    base.policies = [policy("too large", "advisory")];
    const plan = report();
    plan.policies = [policy("too large"), policy("too large")];
    assert.equal(compare(base, plan).policies.broken.length, 2);
  });

  it("names the pools that no longer fit, and those that do again", () => {
    const full = report();
    full.capacity[0]!.fits = false;
    const row = { scenario: "at maximum", pool: "spot" };
    assert.deepEqual(compare(report(), full).capacity, [{ ...row, fits: false }]);
    assert.deepEqual(compare(full, report()).capacity, [{ ...row, fits: true }]);
    assert.deepEqual(compare(full, full).capacity, []);
  });

  it("compares no resources with a plan that makes none because its pods don't fit", () => {
    const comparison = changedBy((plan) => {
      delete plan.cost;
      plan.resources = [];
    });
    assert.equal(comparison.resources, undefined);
    assert.equal(comparison.cost, undefined);
    assert.match(text(comparison), /creates nothing/);
  });
});

describe("the comparison as text", () => {
  it("shows counts, changes, and dollars with their signs", () => {
    const shown = text(
      changedBy((plan) => {
        plan.resources[1]!.inputs["scalingConfig"] = { minSize: 0, maxSize: 12 };
        plan.cost!.lines[0] = line(GROUP, 0, 0.1, 1.4, 0.4);
        plan.cost!.perHour = { floor: 0.1, expected: 0.2, ceiling: 1.5, spotGone: 0.5 };
        plan.cost!.hourlyCeiling = 12;
      }),
    );
    assert.match(shown, /no resources added, none removed, none replaced, 1 changed/);
    assert.match(shown, /~ NodeGroup spot: scalingConfig\.maxSize 10 -> 12/);
    assert.match(shown, /change an hour +0\.00 +-0\.100 +\+0\.400 +0\.00\n/);
    assert.match(shown, /change a month \(730 h\) +0 +-73 +\+292 +0\n/);
    assert.match(shown, /goes from \$10\.00 to \$12\.00/);
  });

  it("stays within 100 columns and cuts each list after 20 lines", () => {
    const shown = text(
      changedBy((plan) => {
        for (let index = 0; index < 21; index++) {
          const name = `${"very-long-name-".repeat(10)}${index}`;
          plan.resources.push(resource(`${PROJECT}::aws:kms/key:Key::${name}`, "aws:kms/key:Key", null));
          plan.cost!.lines.push(line(plan.resources.at(-1)!.urn, 1, 1, 1, 1));
          plan.policies.push(policy(`${name} is broken at ${"x".repeat(200)}`));
        }
      }),
    );
    assert.deepEqual(
      shown.split("\n").filter((each) => each.length > 100),
      [],
    );
    assert.equal(shown.match(/and 1 more/g)?.length, 3);
  });

  it("lists exactly 20 without a word about more", () => {
    const shown = text(
      changedBy((plan) => {
        for (let index = 0; index < 20; index++)
          plan.resources.push(resource(`${PROJECT}::aws:kms/key:Key::${index}`, "aws:kms/key:Key", null));
      }),
    );
    assert.equal(shown.match(/^ {2}\+ /gm)?.length, 20);
    assert.doesNotMatch(shown, /and \d+ more/);
  });

  it("shows where long values begin to differ", () => {
    const long = "a".repeat(200);
    const base = report();
    base.resources[2]!.inputs = { policy: `${long}Allow` };
    const plan = report();
    plan.resources[2]!.inputs = { policy: `${long}Deny` };
    assert.match(text(compare(base, plan)), /policy …a+Allow" -> …a+Deny"/);
  });
});

describe("the base of a comparison", () => {
  const folder = mkdtempSync(join(tmpdir(), "base-"));
  after(() => rmSync(folder, { recursive: true }));

  const file = (content: string) => {
    const path = join(folder, "base.json");
    writeFileSync(path, content);
    return path;
  };
  const refusal = (path: string) => {
    try {
      readBase(path, "production");
    } catch (error) {
      assert.ok(error instanceof UsageError);
      return error.message;
    }
    return "none";
  };

  it("is what --json wrote", () => {
    assert.deepEqual(readBase(file(JSON.stringify(report())), "production"), report());
  });

  it("is refused with what was found and what to do", () => {
    assert.match(
      refusal(join(folder, "none.json")),
      /none\.json: there is no such file.*--stack production --json/,
    );
    assert.match(refusal(file("{")), /is not JSON.*--stack production --json/);
    assert.match(refusal(file("[1]")), /no "schema".*--stack production --json/);
    assert.match(refusal(file("null")), /no "schema"/);
    assert.match(refusal(file(JSON.stringify({ ...report(), schema: 2 }))), /has schema 2; .*schema 1/);
    assert.match(
      refusal(file(JSON.stringify({ ...report(), stack: "staging" }))),
      /of stack "staging".*"production"/,
    );
    assert.match(
      refusal(file(JSON.stringify({ ...report(), resources: 7 }))),
      /not a complete plan: see resources/,
    );
  });
});
