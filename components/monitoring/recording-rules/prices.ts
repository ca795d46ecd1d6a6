import type { MonitoredStack } from "../monitored-stack";
import type { RecordingRule } from "../rules";

/** Numbers of the plan and the price book as series, which alerts and dashboards compare measurements with. */
export function priceRules({ cost, pools }: MonitoredStack): RecordingRule[] {
  const onDemand = Object.assign({}, ...pools.map((pool) => pool.onDemandPrices)) as Record<string, number>;
  return [
    constant("cluster:ceiling_usd_per_hour:setting", cost.ceilingUsdPerHour),
    constant("cluster:expected_cost_usd_per_hour:plan", cost.expectedUsdPerHour),
    constant("cluster:unmeasured_cost_usd_per_hour:plan", cost.unmeasuredUsdPerHour),
    ...Object.entries(onDemand)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([type, usd]) =>
        constant("instance_type:on_demand_usd_per_hour:price", usd, { instance_type: type }),
      ),
    ...pools.flatMap(({ name, minSize, maxSize, nodesAtMinima, volumeUsdPerHour }) => [
      constant("pool:volume_usd_per_hour:price", volumeUsdPerHour, { pool: name }),
      constant("pool:nodes:min", minSize, { pool: name }),
      constant("pool:nodes:max", maxSize, { pool: name }),
      constant("pool:nodes:floor", nodesAtMinima, { pool: name }),
    ]),
  ];
}

/** Days since the oldest price of the price book. */
export function priceBookAgeDays({ pricesAsOf }: MonitoredStack["cost"]): string {
  const asOf = Date.parse(pricesAsOf) / 1000; // YYYY-MM counts from its first day, UTC
  return `(vector(time()) - ${asOf}) / 86400`;
}

/** Rounded to a ten-thousandth of a cent: more digits have no meaning. */
export function constant(record: string, value: number, labels?: Record<string, string>): RecordingRule {
  return { record, expr: `vector(${Number(value.toFixed(6))})`, ...(labels ? { labels } : {}) };
}
