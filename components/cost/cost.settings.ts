import { z } from "zod";

const anHour = z.number().min(0).max(1e12);

/** An assumption for the floor, the usual working hour and the ceiling. */
const usageBand = z
  .strictObject({ floor: anHour, expected: anHour, ceiling: anHour })
  .refine(({ floor, expected, ceiling }) => floor <= expected && expected <= ceiling, {
    error: "floor <= expected <= ceiling",
  });

/** The one dollar number, and what the plan assumes of everything that is billed by use. */
export const costSettings = z.strictObject({
  hourlyCeilingUsd: z.number().gt(0).max(1_000_000), // budget, alert and policy all follow from it
  usage: z.strictObject({
    natGigabytesPerHour: usageBand, // through all NAT gateways, both ways
    loadBalancerUnits: usageBand, // LCUs of the load balancer
    logGigabytesPerHour: usageBand, // of the control plane
    internetGigabytesPerHour: usageBand, // answers that leave by the load balancer or a NAT gateway
    zoneGigabytesPerHour: usageBand, // between pods of different zones; the load balancer's own is free
    metricSamplesPerHour: usageBand.optional(), // into Amazon Managed Prometheus, where a stack has it
    queueRequestsPerHour: usageBand.optional(), // to SQS queues, where a stack has them
  }),
});
