import assert from "node:assert/strict";
import { EXPORTERS, type Exporter } from "../../components/monitoring/exporters";
import type { AlertRule } from "../../components/monitoring/rules";
import { alertsOf, shippedMonitoredStack } from "../components/monitoring/stack-expressions";
import { STACKS } from "../recordings";
import { MISSING_DATA_ALERT, groupsFor } from "./rules-under-test";
import { promtoolFindings } from "./run-promtool";

const DAYS = 3;
const STEP_MINUTES = 30;

/** Exporters that should be there at any time. */
const ALWAYS_THERE = Object.entries<Exporter>(EXPORTERS)
  .filter(([, { onGpuNodes }]) => !onGpuNodes)
  .map(([name]) => name);

/** Why an alert fires although nothing is exported at all. */
function firesWithoutSeries({ alert, labels }: AlertRule): string | undefined {
  if (alert === MISSING_DATA_ALERT && ALWAYS_THERE.includes(labels["exporter"]!)) {
    return "it reports that its exporter is missing";
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
    it("fire no alert except those that report exactly that", () => {
      assert.equal(findings(alertsOf(stack).filter((rule) => !firesWithoutSeries(rule))), undefined);
    });

    for (const rule of alertsOf(stack)) {
      const reason = firesWithoutSeries(rule);
      if (!reason) continue;
      const labels = Object.values(rule.labels).slice(1).join(" ");
      it(`fire ${rule.alert} ${labels}: ${reason}`, () => {
        assert.match(findings([rule], 1440) ?? "it is silent", /alertname: /);
      });
    }
  });
}
