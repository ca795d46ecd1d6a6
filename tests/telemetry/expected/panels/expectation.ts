import { EXPECTED_RULES } from "../../expected-rules";
import type { StackName } from "../../round-stack";
import type { Sample } from "../sample";

/** What a panel's query returns in a stack; undefined where the stack has no such panel. */
export type Expectation = (stack: StackName) => Sample[] | undefined;

/** By the title of the panel and the letter of the query. */
export type ExpectedPanels = Record<string, Record<string, Expectation>>;

/** Values of the dashboards' variables: some namespaces and services, not all. */
export const VARIABLES: Record<StackName, { namespace: string[]; service: string[] }> = {
  production: {
    namespace: ["production"],
    service: ["frontend", "api-gateway", "prompt-generator", "torchserve"],
  },
  staging: { namespace: ["staging"], service: ["frontend", "api-gateway"] },
};

/** Computed by hand for each stack. */
export function inEach(samples: Partial<Record<StackName, Sample[]>>): Expectation {
  return (stack) => samples[stack];
}

/** A recorded series as it is, or those of its samples that have the labels. */
export function recorded(record: string, labels: Record<string, string> = {}): Expectation {
  return (stack) => {
    const samples = EXPECTED_RULES[stack][record];
    if (!samples) throw new Error(`nothing is expected of ${record} in ${stack}`);
    return samples.filter((sample) =>
      Object.entries(labels).every(([name, value]) => sample.labels[name] === value),
    );
  };
}

/** Those of the namespaces and services in the dashboard's variables. */
export function selected(record: string, labels: Record<string, string> = {}): Expectation {
  return (stack) => {
    const { namespace, service } = VARIABLES[stack];
    const isSelected = ({ labels: found }: Sample) =>
      namespace.includes(found["namespace"]!) && service.includes(found["service"]!);
    return recorded(record, labels)(stack)!.filter(isSelected);
  };
}

/** Without a label that is the same in all samples. */
export function without(label: string, expectation: Expectation): Expectation {
  return (stack) =>
    expectation(stack)?.map(({ labels, value }) => ({
      labels: Object.fromEntries(Object.entries(labels).filter(([name]) => name !== label)),
      value,
    }));
}

export function times(factor: number, expectation: Expectation): Expectation {
  return (stack) => expectation(stack)?.map(({ labels, value }) => ({ labels, value: value * factor }));
}
