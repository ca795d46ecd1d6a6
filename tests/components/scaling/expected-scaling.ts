import type { Behavior } from "../../../components/scaling/autoscaler";

/** What is expected of a service in production as shipped. */
export interface ExpectedScaling {
  min: number;
  max: number;
  expected: number;
  plainHpa: boolean;
  behavior: Behavior;
}

type Policy = ["Percent" | "Pods", value: number, periodSeconds: number];

export const EXPECTED: Record<string, ExpectedScaling> = {
  frontend: {
    ...{ min: 2, max: 10, expected: 4, plainHpa: true },
    behavior: {
      scaleUp: rules(60, "Max", ["Percent", 100, 30], ["Pods", 4, 30]),
      scaleDown: rules(300, "Min", ["Percent", 10, 60], ["Pods", 2, 60]),
    },
  },
  "api-gateway": {
    ...{ min: 3, max: 15, expected: 6, plainHpa: false },
    behavior: {
      scaleUp: rules(30, "Max", ["Percent", 200, 30]),
      scaleDown: rules(300, "Max", ["Percent", 20, 60]),
    },
  },
  "technique-selector": {
    ...{ min: 3, max: 12, expected: 5, plainHpa: true },
    behavior: { scaleDown: rules(300, "Max", ["Percent", 20, 60]) },
  },
  "intent-classifier": {
    ...{ min: 1, max: 8, expected: 3, plainHpa: false },
    behavior: {
      scaleUp: rules(60, "Max", ["Percent", 100, 60]),
      scaleDown: rules(600, "Max", ["Percent", 10, 120]),
    },
  },
  "prompt-generator": {
    ...{ min: 1, max: 8, expected: 3, plainHpa: false },
    behavior: {
      scaleUp: rules(120, "Max", ["Pods", 1, 120]),
      scaleDown: rules(600, "Max", ["Pods", 1, 300]),
    },
  },
  torchserve: {
    ...{ min: 1, max: 8, expected: 2, plainHpa: false },
    behavior: {
      scaleUp: rules(60, "Max", ["Pods", 2, 60]),
      scaleDown: rules(600, "Max", ["Pods", 1, 300]),
    },
  },
};

function rules(stabilizationWindowSeconds: number, selectPolicy: "Max" | "Min", ...policies: Policy[]) {
  return {
    stabilizationWindowSeconds,
    selectPolicy,
    policies: policies.map(([type, value, periodSeconds]) => ({ type, value, periodSeconds })),
  };
}
