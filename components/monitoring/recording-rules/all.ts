import type { MonitoredStack } from "../monitored-stack";
import { withOwnJobs, type RuleGroup } from "../rules";
import { COST_RULES, MONTH_INTERVAL, MONTH_RULES } from "./cost";
import { NODE_RULES } from "./nodes";
import { podRules } from "./pods";
import { priceRules } from "./prices";
import { serviceRules } from "./services";
import { SPOT_RULES } from "./spot";

/** All recording rules. In a group each rule sees what those before it have just recorded. */
export function recordingRules(stack: MonitoredStack): RuleGroup[] {
  return withOwnJobs([
    {
      name: "cost-and-use",
      rules: [...priceRules(stack), ...NODE_RULES, ...podRules(stack), ...SPOT_RULES, ...COST_RULES],
    },
    { name: "services", rules: serviceRules(stack) },
    { name: "month", interval: MONTH_INTERVAL, rules: MONTH_RULES },
  ]);
}
