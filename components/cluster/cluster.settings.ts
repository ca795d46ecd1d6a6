import { Address4 } from "ip-address";
import { z } from "zod";

/** Retention periods that CloudWatch Logs accepts, in days (API reference, PutRetentionPolicy), up to a year. */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365];

/** No organization has more of the internet than a /8: a larger block would not limit who can reach the API. */
const LARGEST_BLOCK = 8;

/** Names and paths as IAM accepts them. EKS refuses service-linked roles. */
const ROLE_ARN = /^arn:aws:iam::\d{12}:role\/(?!aws-service-role\/)([\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/;

export const clusterSettings = z.strictObject({
  // Cluster Autoscaler's image must have the same minor version: see controllers/charts.ts.
  kubernetesVersion: z.string().regex(/^1\.\d\d$/, 'a minor version of Kubernetes, for example "1.35"'),
  publicAccessCidrs: z
    .array(
      z.string().refine(isPublicBlock, {
        error: `a public IPv4 block on its own boundary, /${LARGEST_BLOCK} or smaller`,
        abort: true,
      }),
    )
    .max(40) // EKS User Guide, "Service quotas"
    .refine((blocks) => addressesIn(blocks) <= 2 ** (32 - LARGEST_BLOCK), {
      error: `blocks that together have no more addresses than one /${LARGEST_BLOCK}`,
    }),
  administrators: z
    .record(
      z.string().regex(/^[a-z0-9-]+$/, "a name of lower-case letters, digits and dashes"),
      z.string().regex(ROLE_ARN, "the ARN of an IAM role"),
    )
    // EKS allows one access entry for each role.
    .superRefine((roles, context) => {
      const names = Object.keys(roles);
      for (const name of names) {
        const first = names.find((other) => roles[other] === roles[name])!;
        if (first === name) continue;
        const message = `a role that no other administrator has; ${first} already has this one`;
        context.addIssue({ code: "custom", path: [name], message, input: roles[name] });
      }
    }),
  logTypes: z.array(z.enum(["api", "audit", "authenticator", "controllerManager", "scheduler"])),
  logRetentionDays: z.int().refine((days) => RETENTION_DAYS.includes(days), {
    error: `one of ${RETENTION_DAYS.join(", ")}`,
  }),
});

export type ClusterSettings = z.infer<typeof clusterSettings>;

function isPublicBlock(text: string): boolean {
  if (!text.includes("/") || !Address4.isValid(text)) return false;
  const block = new Address4(text);
  const aligned = block.startAddress().correctForm() === block.correctForm();
  // Private addresses reach the private endpoint. Addresses for documentation and benchmarks are this project's examples.
  return (
    block.subnetMask >= LARGEST_BLOCK &&
    aligned &&
    (block.isGlobal() || block.isDocumentation() || block.isBenchmarking())
  );
}

/** How many addresses the blocks cover together. */
function addressesIn(blocks: string[]): number {
  const ranges = blocks
    .map((text) => new Address4(text))
    .map((block) => [Number(block.startAddress().bigInt()), Number(block.endAddress().bigInt()) + 1] as const)
    .sort(([one], [other]) => one - other);
  let covered = 0;
  let reached = 0;
  for (const [start, end] of ranges) {
    covered += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return covered;
}
