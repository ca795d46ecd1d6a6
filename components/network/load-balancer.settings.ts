import { z } from "zod";

export const loadBalancerSettings = z.strictObject({
  certificateArn: z
    .string()
    .regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/, "the ARN of an ACM certificate"),
  idleTimeoutSeconds: z.int().min(1).max(4000),
  deletionProtection: z.boolean(), // true: `pulumi destroy` stops at the load balancer
});

export type LoadBalancerSettings = z.infer<typeof loadBalancerSettings>;
