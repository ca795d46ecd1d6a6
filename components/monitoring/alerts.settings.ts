import { z } from "zod";
import { duration } from "../kubernetes/quantity";

const percent = z.number().gt(0).lt(100);

const factor = z.number().gt(1).max(1000);

const held = z.strictObject({ for: duration }); // how long it must hold before it is told

/**
 * When the alerts go off, by alert. What isn't here follows from other settings: the ceiling of an hour, the minima
 * and maxima of pools and services, quotas, schedules.
 */
const thresholds = z.strictObject({
  highCost: held,
  costAboveExpected: held.extend({ factor }), // of the plan's usual working hour
  budgetForecastExceeded: held,
  lowUtilization: held.extend({ percent }), // of a pool's allocatable, its best used resource
  highWaste: held.extend({ percent }), // unused, of a service's best used resource
  spotReplacementMissing: held,
  spotShareLow: held.extend({ percent }), // of the CPU that pods which may run on spot request
  serviceAtMaximum: held,
  hpaMetricUnavailable: held,
  kedaScalerErrors: held,
  podsPending: held,
  nodeGroupAtMaximum: held,
  clusterAutoscalerFailing: held,
  clusterAutoscalerSilent: held,
  gpuIdle: held.extend({ percent }), // of GPU time
  scheduleNotFollowed: held, // after the namespace's hours and its services' cooldown
  recommendationFarFromRequest: held.extend({ factor }), // either way
  quotaNearlyUsed: held.extend({ percent }), // of the hard limit
  exporterMissing: held,
  pricesStale: held.extend({
    maxAgeDays: z.int().min(1).max(3650), // of the price book
    deviationPercent: percent, // between the price book and what OpenCost read from AWS
  }),
  spotPricesMissing: held,
});

/** HighCost can't be: it watches the one dollar number. */
const mayBeDisabled = thresholds.omit({ highCost: true }).keyof();

export const alertSettings = thresholds.extend({ disabled: z.array(mayBeDisabled).optional() });

export type AlertSettings = z.infer<typeof alertSettings>;
