import type { BrokenSetting } from "./broken-setting";

export const OTHER_CASES: BrokenSetting[] = [
  {
    it: "a ceiling of no dollars",
    set: "cost/hourlyCeilingUsd",
    wrong: 0,
    right: 0.01,
    allowed: /more than 0/,
  },
  {
    it: "more usage expected than at the ceiling",
    set: "cost/usage/natGigabytesPerHour",
    wrong: { floor: 1, expected: 6, ceiling: 5 },
    right: { floor: 1, expected: 5, ceiling: 5 },
    allowed: /floor <= expected <= ceiling/,
  },
  {
    it: "a certificate of another region",
    set: "loadBalancer/certificateArn",
    wrong: "arn:aws:acm:eu-west-1:111122223333:certificate/1",
    right: "arn:aws:acm:us-east-1:111122223333:certificate/1",
    allowed: /a certificate of the stack's region, us-east-1/,
  },
  {
    it: "an idle timeout beyond the load balancer's",
    set: "loadBalancer/idleTimeoutSeconds",
    wrong: 4001,
    right: 4000,
    allowed: /at most 4000/,
  },
  {
    it: "a mirror without a scheme",
    set: "chartMirror",
    wrong: "charts.example.com",
    right: "oci://charts.example.com/mirror",
    allowed: /"https:\/\/\.\.\." or "oci:\/\/\.\.\."/,
  },
  {
    it: "a whole node as the threshold of idleness",
    set: "nodeAutoscaling/scaleDownUtilization",
    wrong: 1,
    right: 0.99,
    allowed: /less than 1/,
  },
  {
    it: "a duration without a unit",
    set: "nodeAutoscaling/scaleDownAfter",
    wrong: "5",
    right: "5m",
    allowed: /for example "30s", "5m" or "10d"/,
  },
  {
    it: "a priority that is Kubernetes' own",
    set: "priorityClasses/machine-learning",
    wrong: 1_000_000_001,
    right: 1_000_000_000,
    allowed: /at most 1000000000/,
  },
  {
    it: "an empty tag",
    set: "tags/owner",
    wrong: "",
    right: "x",
    allowed: /at least 1/,
  },
  {
    it: "a section that isn't known",
    set: "load-balancer",
    wrong: {},
    allowed: /no setting of this name; did you mean "loadBalancer"/,
  },
];
