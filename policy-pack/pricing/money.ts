/** US dollars in one hour, in the four situations of a plan. */
export interface Money {
  /** Every pool at its minimum. */
  floor: number;
  /** The usual working hour. */
  expected: number;
  /** Every pool at its maximum. */
  ceiling: number;
  /** The usual working hour with no spot capacity anywhere. */
  spotGone: number;
}

export const SITUATIONS = ["floor", "expected", "ceiling", "spotGone"] as const;

export type Situation = (typeof SITUATIONS)[number];

/** What a reader of a month's bill multiplies an hour with. */
export const HOURS_A_MONTH = 730;

/** Computes the four amounts one by one. */
export function money(amount: (situation: Situation) => number): Money {
  return {
    floor: amount("floor"),
    expected: amount("expected"),
    ceiling: amount("ceiling"),
    spotGone: amount("spotGone"),
  };
}

/** The same amount in every situation. */
export function constant(usdPerHour: number): Money {
  return money(() => usdPerHour);
}

export function sum(amounts: Money[]): Money {
  return money((situation) => amounts.reduce((total, amount) => total + amount[situation], 0));
}

/** What is billed by use, of the whole stack: an assumption for each situation. */
export interface UsageBand {
  floor: number;
  expected: number;
  ceiling: number;
}

export interface UsageAssumptions {
  /** Through all NAT gateways, both ways. */
  natGigabytesPerHour: UsageBand;
  /** Load balancer capacity units: the highest of connections, requests and traffic. */
  loadBalancerUnits: UsageBand;
  /** Of the control plane's logs. */
  logGigabytesPerHour: UsageBand;
  /** From load balancers and NAT gateways to the internet; without it a VPC has no price. */
  internetGigabytesPerHour?: UsageBand | undefined;
  /** Between the zones of the VPC; without it a VPC has no price. */
  zoneGigabytesPerHour?: UsageBand | undefined;
  /** Into all workspaces of Amazon Managed Prometheus; without it they have no price. */
  metricSamplesPerHour?: UsageBand | undefined;
  /** To all SQS queues; without it they have no price. */
  queueRequestsPerHour?: UsageBand | undefined;
}

const NONE: UsageBand = { floor: 0, expected: 0, ceiling: 0 };

/** A stack that nobody uses. */
export const NO_USAGE: UsageAssumptions = {
  natGigabytesPerHour: NONE,
  loadBalancerUnits: NONE,
  logGigabytesPerHour: NONE,
  internetGigabytesPerHour: NONE,
  zoneGigabytesPerHour: NONE,
};

/** The assumption of a situation; without spot the load is the expected one. */
export function usageIn(band: UsageBand, situation: Situation): number {
  return situation === "spotGone" ? band.expected : band[situation];
}
