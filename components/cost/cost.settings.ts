import { z } from "zod";

const anHour = z.number().min(0).max(1e12);

/** An assumption for an hour at the floor, a usual working hour and an hour at the ceiling. */
const usageBand = z
  .strictObject({ floor: anHour, expected: anHour, ceiling: anHour })
  .refine(({ floor, expected, ceiling }) => floor <= expected && expected <= ceiling, {
    error: "floor <= expected <= ceiling",
  });

/** The one dollar number, and the plan's assumptions about everything that is billed by use. */
export const costSettings = z.strictObject({
  hourlyCeilingUsd: z.number().gt(0).max(1_000_000), // budget, alert and policy follow from it
  usage: z.strictObject({
    natGigabytesPerHour: usageBand, // through all NAT gateways, both ways
    loadBalancerUnits: usageBand, // LCUs of the load balancer
    logGigabytesPerHour: usageBand, // of the control plane
    internetGigabytesPerHour: usageBand, // responses that leave through the load balancer or a NAT gateway
    zoneGigabytesPerHour: usageBand, // between pods in different zones; traffic of the load balancer is free
    metricSamplesPerHour: usageBand.optional(), // into Amazon Managed Prometheus, where a stack has it
    queueRequestsPerHour: usageBand.optional(), // to SQS queues, where a stack has them
  }),
});
