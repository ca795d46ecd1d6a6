import { z } from "zod";
import { duration } from "../kubernetes/quantity";

const percent = z.number().gt(0).lt(100);

const factor = z.number().gt(1).max(1000);

const sustained = z.strictObject({ for: duration }); // how long the condition must be true before the alert fires

/**
 * When each alert fires. Other thresholds follow from other settings: the hourly ceiling, the minima and maxima of pools
 * and services, quotas, schedules.
 */
const thresholds = z.strictObject({
  highCost: sustained,
  costAboveExpected: sustained.extend({ factor }), // of the plan's usual working hour
  budgetForecastExceeded: sustained,
  lowUtilization: sustained.extend({ percent }), // of a pool's allocatable, its best used resource
  highWaste: sustained.extend({ percent }), // unused, of a service's best used resource
  spotReplacementMissing: sustained,
  spotShareLow: sustained.extend({ percent }), // of the CPU that pods which may run on spot request
  serviceAtMaximum: sustained,
  hpaMetricUnavailable: sustained,
  kedaScalerErrors: sustained,
  podsPending: sustained,
  nodeGroupAtMaximum: sustained,
  nodeLeftCordoned: sustained,
  clusterAutoscalerFailing: sustained,
  clusterAutoscalerSilent: sustained,
  gpuIdle: sustained.extend({ percent }), // of GPU time
  scheduleNotFollowed: sustained, // after the namespace's hours and its services' cooldown
  recommendationFarFromRequest: sustained.extend({ factor }), // either way
  quotaNearlyUsed: sustained.extend({ percent }), // of the hard limit
  exporterMissing: sustained,
  pricesStale: sustained.extend({
    maxAgeDays: z.int().min(1).max(3650), // of the price book
    deviationPercent: percent, // between the price book and what OpenCost read from AWS
  }),
  spotPricesMissing: sustained,
});

/** HighCost can't be disabled: it watches the cost ceiling. */
const mayBeDisabled = thresholds.omit({ highCost: true }).keyof();

export const alertSettings = thresholds.extend({ disabled: z.array(mayBeDisabled).optional() });

export type AlertSettings = z.infer<typeof alertSettings>;
