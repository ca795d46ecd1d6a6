import type { BrokenSetting } from "./broken-setting";

export const MONITORING_CASES: BrokenSetting[] = [
  {
    it: "a disabled alert that a policy requires",
    set: "alerts/disabled",
    wrong: ["highCost"],
    right: ["lowUtilization"],
    at: "alerts/disabled/0",
    allowed: /one of costAboveExpected, .*lowUtilization/,
  },
  {
    it: "a memory shorter than the longest month",
    set: "monitoring/retention",
    wrong: "30d",
    right: "31d",
    allowed: /at least 31d, or the cost of a month so far is not known/,
  },
  {
    it: "the same in hours",
    set: "monitoring/retention",
    wrong: "743h",
    right: "744h", // 31 x 24
    allowed: /at least 31d/,
  },
  {
    it: "an alert on a waiting pod while a spot node may still come, or the one in its place starts",
    set: "alerts/podsPending/for",
    wrong: "899s",
    right: "15m", // nodeAutoscaling.nodeProvisionLimit, 10m, and five minutes
    allowed: /at least 15m, nodeAutoscaling\.nodeProvisionLimit \(10m\) and 5m in which a node starts/,
  },
  {
    it: "an alert on a missing replacement in that time",
    set: "alerts/spotReplacementMissing/for",
    wrong: "899s",
    right: "15m",
    allowed: /at least 15m, nodeAutoscaling\.nodeProvisionLimit \(10m\)/,
  },
  {
    it: "the same by a longer wait for nodes",
    given: { "alerts/spotReplacementMissing/for": "30m" },
    set: "nodeAutoscaling/nodeProvisionLimit",
    wrong: "901s",
    right: "15m", // with five minutes more, alerts.podsPending.for
    at: "alerts/podsPending/for",
    allowed: /at least 1201s, nodeAutoscaling\.nodeProvisionLimit \(901s\)/,
  },
  {
    it: "a retention without a unit",
    set: "monitoring/retention",
    wrong: "35",
    right: "35d",
    allowed: /a duration/,
  },
];
