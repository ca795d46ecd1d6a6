import { Address4 } from "ip-address";
import { z } from "zod";
import { VPC_PREFIX } from "./subnets";

export const networkSettings = z.strictObject({
  cidr: z.string().refine(isVpcBlock, {
    error: `a private IPv4 block on its own boundary, /${VPC_PREFIX.shortest} to /${VPC_PREFIX.longest}, for example "10.0.0.0/16"`,
  }),
  // Three: with fewer zones spot nodes are interrupted more often. EKS and the load balancer need two.
  zones: z.array(z.string()).length(3, { error: "exactly three availability zones" }),
  // "single" saves two gateways, but the whole stack loses the internet when its zone fails.
  natGateways: z.enum(["single", "perZone"]),
});

export const loadBalancerSettings = z.strictObject({
  certificateArn: z
    .string()
    .regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/, "the ARN of an ACM certificate"),
  idleTimeoutSeconds: z.int().min(1).max(4000),
  deletionProtection: z.boolean(), // true: `pulumi destroy` stops at the load balancer
});

export type NetworkSettings = z.infer<typeof networkSettings>;
export type LoadBalancerSettings = z.infer<typeof loadBalancerSettings>;

function isVpcBlock(text: string): boolean {
  if (!text.includes("/") || !Address4.isValid(text)) return false;
  const block = new Address4(text);
  return (
    block.isPrivate() &&
    block.startAddress().correctForm() === block.correctForm() &&
    block.subnetMask >= VPC_PREFIX.shortest &&
    block.subnetMask <= VPC_PREFIX.longest
  );
}
