import assert from "node:assert/strict";
import { EXPORTERS, type Exporter } from "../../components/monitoring/exporters";
import type { AlertRule } from "../../components/monitoring/rules";
import { alertsOf, shippedMonitoredStack } from "../components/monitoring/stack-expressions";
import { STACKS } from "../recordings";
import { TELLS_OF_MISSING_DATA, groupsFor } from "./rules-under-test";
import { promtoolFindings } from "./run-promtool";

const DAYS = 3;
const STEP_MINUTES = 30;

/** Exporters that should be there at any time. */
const ALWAYS_THERE = Object.entries<Exporter>(EXPORTERS)
  .filter(([, { onGpuNodes }]) => !onGpuNodes)
  .map(([name]) => name);

/** Why an alert goes off although nothing is exported at all. */
function tellsWithoutSeries({ alert, labels }: AlertRule): string | undefined {
  if (alert === TELLS_OF_MISSING_DATA && ALWAYS_THERE.includes(labels["exporter"]!)) {
    return "that its exporter is missing is what it tells";
  }
  if (alert === "PricesStale" && labels["prices"] === "book")
    return "the price book's age is known without series";
  return undefined;
}

for (const name of STACKS) {
  const stack = shippedMonitoredStack(name);
  const { pricesAsOf } = stack.cost;
  // From when the price book is too old, so that its alert goes off if any does.
  const start = Date.parse(pricesAsOf) + (stack.alerts.pricesStale.maxAgeDays + 1) * 86_400_000;
  const minutes = Array.from({ length: (DAYS * 1440) / STEP_MINUTES }, (_, step) => step * STEP_MINUTES);

  const findings = (rules: AlertRule[], from = 0) =>
    promtoolFindings({
      groups: groupsFor(stack, rules),
      series: {},
      startsAt: new Date(start).toISOString().replace(".000", ""),
      evaluationInterval: `${STEP_MINUTES}m`,
      expected: [...new Set(rules.map(({ alert }) => alert))].flatMap((alert) =>
        minutes.filter((minute) => minute >= from).map((minute) => ({ alert, minute, alerts: [] })),
      ),
    });

  describe(`${DAYS} days in ${name} on which nothing is exported`, () => {
    it("set off no alert but those that tell just that", () => {
      assert.equal(findings(alertsOf(stack).filter((rule) => !tellsWithoutSeries(rule))), undefined);
    });

    for (const rule of alertsOf(stack)) {
      const reason = tellsWithoutSeries(rule);
      if (!reason) continue;
      const told = Object.values(rule.labels).slice(1).join(" ");
      it(`set off ${rule.alert} ${told}: ${reason}`, () => {
        assert.match(findings([rule], 1440) ?? "it is silent", /alertname: /);
      });
    }
  });
}
