import type { AlertTests } from "../alert-test";
import { COST_ABOVE_EXPECTED, HIGH_COST } from "./cost-hourly";
import { BUDGET_FORECAST_EXCEEDED } from "./cost-month";
import { PRICES_STALE, SPOT_PRICES_MISSING } from "./cost-prices";
import { EXPORTER_MISSING } from "./exporters";
import { CLUSTER_AUTOSCALER_FAILING, CLUSTER_AUTOSCALER_SILENT } from "./nodes-autoscaler";
import { GPU_IDLE } from "./nodes-gpu";
import { NODE_LEFT_CORDONED } from "./nodes-cordoned";
import { NODE_GROUP_AT_MAXIMUM } from "./nodes-maximum";
import { PODS_PENDING } from "./nodes-pending";
import { LOW_UTILIZATION } from "./nodes-pools";
import { SPOT_TERMINATION } from "./spot-interruptions";
import { SPOT_REPLACEMENT_MISSING } from "./spot-replacement";
import { SPOT_SHARE_LOW } from "./spot-share";
import { KEDA_SCALER_ERRORS } from "./workloads-keda";
import { QUOTA_NEARLY_USED } from "./workloads-quotas";
import { RECOMMENDATION_FAR_FROM_REQUEST } from "./workloads-recommendations";
import { HPA_METRIC_UNAVAILABLE, SERVICE_AT_MAXIMUM } from "./workloads-replicas";
import { SCHEDULE_NOT_FOLLOWED } from "./workloads-schedule";
import { HIGH_WASTE } from "./workloads-waste";

/** The tests of all alerts. */
export const ALERT_TESTS: AlertTests[] = [
  HIGH_COST,
  COST_ABOVE_EXPECTED,
  BUDGET_FORECAST_EXCEEDED,
  PRICES_STALE,
  SPOT_PRICES_MISSING,
  LOW_UTILIZATION,
  NODE_GROUP_AT_MAXIMUM,
  NODE_LEFT_CORDONED,
  GPU_IDLE,
  PODS_PENDING,
  CLUSTER_AUTOSCALER_FAILING,
  CLUSTER_AUTOSCALER_SILENT,
  SPOT_TERMINATION,
  SPOT_REPLACEMENT_MISSING,
  SPOT_SHARE_LOW,
  HIGH_WASTE,
  SERVICE_AT_MAXIMUM,
  HPA_METRIC_UNAVAILABLE,
  KEDA_SCALER_ERRORS,
  RECOMMENDATION_FAR_FROM_REQUEST,
  QUOTA_NEARLY_USED,
  SCHEDULE_NOT_FOLLOWED,
  EXPORTER_MISSING,
];
