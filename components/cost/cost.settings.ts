import { z } from "zod";

/** An assumption for the floor, the usual working hour and the ceiling. */
const usageBand = z
  .strictObject({ floor: z.number().min(0), expected: z.number().min(0), ceiling: z.number().min(0) })
  .refine(({ floor, expected, ceiling }) => floor <= expected && expected <= ceiling, {
    error: "floor <= expected <= ceiling",
  });

/** The one dollar number, and what the plan assumes of everything that is billed by use. */
export const costSettings = z.strictObject({
  hourlyCeilingUsd: z.number().gt(0), // budget, alert and policy all follow from it
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
