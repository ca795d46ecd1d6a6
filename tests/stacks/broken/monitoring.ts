import type { BrokenSetting } from "./broken-setting";

export const MONITORING_CASES: BrokenSetting[] = [
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
    it: "a pod told as waiting while a spot node may still come",
    set: "alerts/podsPending/for",
    wrong: "599s",
    right: "10m", // nodeAutoscaling.nodeProvisionLimit
    allowed: /at least 10m, nodeAutoscaling\.nodeProvisionLimit/,
  },
  {
    it: "the same by a longer wait for nodes",
    set: "nodeAutoscaling/nodeProvisionLimit",
    wrong: "16m",
    right: "15m", // alerts.podsPending.for
    at: "alerts/podsPending/for",
    allowed: /at least 16m, nodeAutoscaling\.nodeProvisionLimit/,
  },
  {
    it: "a retention without a unit",
    set: "monitoring/retention",
    wrong: "35",
    right: "35d",
    allowed: /a duration/,
  },
];
