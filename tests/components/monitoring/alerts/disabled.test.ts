import assert from "node:assert/strict";
import type { AlertSettings } from "../../../../components/monitoring/alerts.settings";
import { alertsOf, shippedMonitoredStack } from "../stack-expressions";

describe("alerts that the settings disable", () => {
  const shipped = shippedMonitoredStack("staging");
  const names = (disabled?: AlertSettings["disabled"]) => [
    ...new Set(alertsOf({ ...shipped, alerts: { ...shipped.alerts, disabled } }).map(({ alert }) => alert)),
  ];

  for (const setting of Object.keys(shipped.alerts).filter((each) => each !== "highCost")) {
    const alert = setting[0]!.toUpperCase() + setting.slice(1);
    it(`are gone, and no others: ${alert}`, () => {
      const all = names();
      assert.ok(all.includes(alert));
      assert.deepEqual(
        names([setting as NonNullable<AlertSettings["disabled"]>[number]]),
        all.filter((name) => name !== alert),
      );
    });
  }
});
