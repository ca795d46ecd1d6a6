import { Address4 } from "ip-address";
import { z } from "zod";

/** Retention periods that CloudWatch Logs accepts, in days (API reference, PutRetentionPolicy), up to a year. */
const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365];

export const clusterSettings = z.strictObject({
  // Cluster Autoscaler's image must have the same minor version: see controllers/charts.ts.
  kubernetesVersion: z.string().regex(/^1\.\d\d$/, 'a minor version of Kubernetes, for example "1.35"'),
  publicAccessCidrs: z.array(
    z
      .string()
      .refine(isPublicBlock, { error: "a public IPv4 block on its own boundary, other than 0.0.0.0/0" }),
  ),
  administrators: z.record(
    z.string().regex(/^[a-z0-9-]+$/, "a name of lower-case letters, digits and dashes"),
    z.string().regex(/^arn:aws:iam::\d{12}:role\/.+$/, "the ARN of an IAM role"),
  ),
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
  return block.subnetMask > 0 && aligned && !block.isPrivate(); // the private endpoint serves those
}
