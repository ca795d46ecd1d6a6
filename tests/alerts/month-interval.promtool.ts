import assert from "node:assert/strict";
import { shippedMonitoredStack } from "../components/monitoring/stack-expressions";
import { groupsFor, rulesOfAlert } from "./rules-under-test";
import { promtoolFindings } from "./run-promtool";

// promtool evaluates all groups at the same interval, so the samples of the month's group are written here as in a cluster.
describe("an alert on what the month's group records every other minute", () => {
  const rules = rulesOfAlert(shippedMonitoredStack("production"), "BudgetForecastExceeded");
  const alerts = groupsFor(shippedMonitoredStack("production"), rules).slice(-1);

  const findings = (values: string, minute: number) =>
    promtoolFindings({
      groups: alerts,
      series: { "cluster:cost_usd:month_projection": values },
      expected: [
        { alert: "BudgetForecastExceeded", minute: minute - 1, alerts: [] },
        {
          alert: "BudgetForecastExceeded",
          minute,
          alerts: [
            {
              labels: { severity: "warning" },
              summary: "At the last day's rate this month ends at 8000 dollars, the budget is 7300",
            },
          ],
        },
      ],
    });

  it("goes on between two samples, and fires after its hour", () => {
    assert.equal(findings("8000 _ ".repeat(45), 60), undefined);
  });

  it("goes on after one missed evaluation", () => {
    assert.equal(findings(`${"8000 _ ".repeat(10)}_ _ ${"8000 _ ".repeat(35)}`, 60), undefined);
  });

  it("restarts its wait after two missed evaluations", () => {
    assert.equal(findings(`${"8000 _ ".repeat(10)}_ _ _ _ ${"8000 _ ".repeat(35)}`, 84), undefined);
  });
});
