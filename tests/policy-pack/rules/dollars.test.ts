import assert from "node:assert/strict";
import { costOf } from "../../../policy-pack/pricing/cost";
import { UNKNOWN } from "../../../policy-pack/stack-view";
import { accepts, and, isUndecided, changed, CONTEXT, found, refuses, unknown, without } from "./breaking";

const RULE = "kubernetes:monitoring.coreos.com/v1:PrometheusRule";
const alert = (expr: unknown) => ({ spec: { groups: [{ rules: [{ alert: "HighCost", expr }] }] } });

describe("the rule hourly-ceiling", () => {
  const stack = changed();
  const total = costOf(stack, { region: "us-east-1", today: CONTEXT.today, usage: CONTEXT.usage }).total
    .ceiling;

  it("accepts a stack that costs exactly the ceiling with every pool at its maximum", () => {
    accepts("hourly-ceiling", stack, { ceilingUsd: total });
  });

  it("refuses a stack that costs a hundredth of a cent more, with both numbers", () => {
    refuses("hourly-ceiling", stack, /costs \$2\.66 an hour, the ceiling is \$2\.66/, {
      ceilingUsd: total - 1e-4,
    });
  });

  it("names the three resources that cost most, the dearest first", () => {
    refuses(
      "hourly-ceiling",
      stack,
      /ceiling is \$1\.00; most of it: NodeGroup "gpu" \$1\.\d\d, NodeGroup "application" \$1\.\d\d, NodeGroup "spot" \$0\.\d\d$/,
      { ceilingUsd: 1 },
    );
  });

  it("refuses a pool that may grow beyond the ceiling", () => {
    refuses("hourly-ceiling", changed(["application", "scalingConfig.maxSize", 9]), /ceiling is \$3\.00/);
  });

  it("refuses when nobody configured a ceiling", () => {
    refuses("hourly-ceiling", stack, /no ceiling is configured: set betterprompts:cost.hourlyCeilingUsd/, {
      ceilingUsd: undefined,
    });
  });

  it("refuses when nobody configured a region", () => {
    refuses("hourly-ceiling", stack, /no region is configured/, { region: undefined });
  });

  for (const path of ["scalingConfig.maxSize", "scalingConfig", "instanceTypes", "capacityType"]) {
    it(`is undecided while ${path} of a pool is unknown`, () => {
      isUndecided("hourly-ceiling", unknown("application", path));
    });
  }

  it("refuses all the same when what is known costs too much already", () => {
    refuses("hourly-ceiling", unknown("application", "instanceTypes"), /ceiling is \$1\.00/, {
      ceilingUsd: 1,
    });
  });
});

describe("the rule one-dollar-number", () => {
  for (const [limit, fine] of [
    ["2190.00", true],
    ["2190.01", true],
    ["2189.99", true],
    [2190, true],
    ["2190.02", false],
    ["2189.98", false],
    [undefined, false],
  ] as const) {
    it(`${fine ? "accepts" : "refuses"} a monthly budget of ${limit} for a ceiling of $3 an hour`, () => {
      const stack = changed(["budget", "limitAmount", limit]);
      if (fine) accepts("one-dollar-number", stack);
      else refuses("one-dollar-number", stack, /730 hours at \$3 are \$2190\.00/);
    });
  }

  it("refuses a budget that isn't monthly", () => {
    refuses("one-dollar-number", changed(["budget", "timeUnit", "DAILY"]), /DAILY, not MONTHLY/);
  });

  it("leaves budgets of gigabytes alone", () => {
    accepts("one-dollar-number", changed(["budget", "budgetType", "USAGE"], ["budget", "limitAmount", "5"]));
  });

  it("accepts a stack without budget and alert", () => {
    accepts("one-dollar-number", without("budget", "alerts"));
  });

  for (const expr of [
    "cost > 3",
    "cost >= 3.0",
    "cost > bool 3",
    "cost > 3 and on() up > 0",
    "sum(a) > 3 ",
  ]) {
    it(`accepts the alert ${expr}`, () => accepts("one-dollar-number", and(RULE, alert(expr))));
  }
  for (const [expr, message] of [
    ["cost > 4", /compares HighCost with 4, the ceiling is 3/],
    ["cost > 30", /with 30,/],
    ["cost > 3.5", /with 3\.5,/],
    ["3 * cost", /with no number/],
    ["cost < 3", /with no number/],
  ] as const) {
    it(`refuses the alert ${expr}`, () => refuses("one-dollar-number", and(RULE, alert(expr)), message));
  }

  it("leaves alerts of other names alone", () => {
    accepts(
      "one-dollar-number",
      and(RULE, { spec: { groups: [{ rules: [{ alert: "Other", expr: "cost > 9" }] }] } }),
    );
  });

  it("refuses a budget and an alert that have no ceiling to agree with", () => {
    const all = found("one-dollar-number", changed(), { ceilingUsd: undefined });
    assert.deepEqual(
      all.map(({ level }) => level),
      ["mandatory", "mandatory"],
    );
  });

  for (const path of ["limitAmount", "budgetType", "timeUnit"]) {
    it(`is undecided while the budget's ${path} is unknown`, () => {
      isUndecided("one-dollar-number", unknown("budget", path));
    });
  }
  for (const path of [
    "spec",
    "spec.groups",
    "spec.groups.0",
    "spec.groups.0.rules",
    "spec.groups.0.rules.0",
  ]) {
    it(`is undecided while the alerts' ${path} is unknown`, () => {
      isUndecided("one-dollar-number", unknown("alerts", path));
    });
  }
  for (const key of ["alert", "expr"]) {
    it(`is undecided while an alert's ${key} is unknown`, () => {
      isUndecided("one-dollar-number", unknown("alerts", `spec.groups.0.rules.0.${key}`));
    });
  }
});

describe("the rule priced-resources", () => {
  it("refuses a type that nobody gave a price, and names it", () => {
    refuses("priced-resources", and("aws:redshift/cluster:Cluster", {}), /Cluster "more" has no price/);
  });

  it("refuses an instance type that the price book lacks", () => {
    refuses("priced-resources", changed(["application", "instanceTypes", ["x9.huge"]]), /x9\.huge/);
  });

  it("refuses a region that the price book lacks, once a resource", () => {
    assert.ok(found("priced-resources", changed(), { region: "mars-1" }).length > 3);
  });

  it("refuses when nobody configured a region", () => {
    refuses("priced-resources", changed(), /no region/, { region: undefined });
  });

  it("is undecided for a pool of unknown size", () => {
    isUndecided("priced-resources", changed(["application", "scalingConfig", UNKNOWN]));
  });
});
