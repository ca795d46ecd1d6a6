import { Address4 } from "ip-address";
import { z } from "zod";
import { VPC_PREFIX } from "./subnets";

export const networkSettings = z.strictObject({
  cidr: z.string().refine(isVpcBlock, {
    error: `a private IPv4 block on its own boundary, /${VPC_PREFIX.shortest} to /${VPC_PREFIX.longest}, for example "10.0.0.0/16"`,
  }),
  // Three: the spot pool needs them for its interruption rate, the database of EKS and the ALB need two.
  zones: z.array(z.string()).length(3, { error: "exactly three availability zones" }),
  // "single" saves two gateways and takes the whole stack off the internet when its zone fails.
  natGateways: z.enum(["single", "perZone"]),
});

export type NetworkSettings = z.infer<typeof networkSettings>;

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
