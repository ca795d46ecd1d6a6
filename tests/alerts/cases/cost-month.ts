import type { AlertTests } from "../alert-test";
import { costing } from "./cluster-cost";
import type { Series } from "./node-series";
import { without } from "./workload-series";

const costs = (usdPerHour: number, hours: number) => costing({ usdPerHour, minutes: hours * 60 });

function passesBudget(usd: number) {
  return {
    labels: { severity: "warning" },
    summary: `At the last day's rate this month ends at ${usd} dollars, the budget is 7300`,
  };
}

/** Ten dollars an hour, 730 hours. In a month of 31 days that is 9.8 an hour, in February 10.9. */
export const BUDGET_FORECAST_EXCEEDED: AlertTests = {
  alert: "BudgetForecastExceeded",
  tests: [
    {
      shows: "fires",
      it: "fires at the beginning of a month for a rate that exceeds the budget in 31 days",
      startsAt: "2026-01-01T00:00:00Z",
      series: costs(9.85, 3),
      fires: { at: "1h", alerts: [passesBudget(7329)] },
    },
    {
      shows: "fires",
      it: "adds what the month has cost so far to its rest at the last day's rate",
      startsAt: "2026-01-31T00:00:00Z",
      series: costs(310, 3), // of 24 hours at 310, the rest alone is below the budget after half an hour
      fires: { at: "1h", alerts: [passesBudget(7450)] },
    },
    {
      shows: "fires",
      it: "forgets a rate that is more than a day old",
      startsAt: "2026-01-30T00:00:00Z",
      series: costing({ usdPerHour: 100, minutes: 1440 }, { usdPerHour: 300, minutes: 720 }),
      // After x hours of the second day 4800 + 400 x - 8.3 x^2: more than 7300 from 7h22m on.
      fires: { at: "1d8h22m", alerts: [passesBudget(7578)] },
    },
    {
      shows: "fires",
      it: "goes on with the last day's rate while OpenCost is away",
      startsAt: "2026-01-01T00:00:00Z",
      series: withoutOpenCostAfter(30, costs(9.95, 3)),
      fires: { at: "1h", alerts: [passesBudget(7399)] },
    },
    {
      shows: "fires",
      it: "knows that February of a leap year has 29 days",
      startsAt: "2028-02-01T00:00:00Z",
      series: costs(10.5, 3),
      fires: { at: "1h", alerts: [passesBudget(7308)] },
    },
    {
      shows: "just under",
      it: "is silent at the same rate in a February of 28 days",
      startsAt: "2027-02-01T00:00:00Z",
      series: costs(10.5, 3),
      silentUntil: "3h",
    },
    {
      shows: "just under",
      it: "is silent a cent an hour below, in 31 days",
      startsAt: "2026-01-01T00:00:00Z",
      series: costs(9.81, 6),
      silentUntil: "6h",
    },
    {
      shows: "just under",
      it: "is silent in the last hours of a month, when a high rate has little left to cost",
      startsAt: "2026-01-31T18:00:00Z",
      series: costs(1000, 6),
      silentUntil: "5h59m",
    },
    {
      shows: "just under",
      it: "leaves the last month's hours out of the new month's sum",
      startsAt: "2027-01-31T18:00:00Z",
      series: costs(10.8, 10), // February ends at 7258; with January's six hours it would pass the budget
      silentUntil: "10h",
    },
    {
      shows: "just under",
      it: "is silent when a high rate lasts 58 minutes",
      startsAt: "2026-01-01T00:00:00Z",
      series: costing({ usdPerHour: 9.85, minutes: 60 }, { usdPerHour: 5, minutes: 120 }),
      silentUntil: "3h",
    },
    {
      shows: "missing data",
      it: "is silent without OpenCost",
      startsAt: "2026-01-01T00:00:00Z",
      series: without(costs(100, 3), 'job="opencost"'),
      silentUntil: "3h",
    },
  ],
};

function withoutOpenCostAfter(minutes: number, series: Series): Series {
  return Object.fromEntries(
    Object.entries(series).map(([name, values]) => [
      name,
      name.includes('job="opencost"') ? values.replace(/x\d+$/, `x${minutes}`) : values,
    ]),
  );
}
