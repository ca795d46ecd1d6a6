import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Money } from "../policy-pack/pricing/money";
import type { Resources } from "../policy-pack/pricing/resources";
import { UsageError } from "./command";

/** The schema of the reports that can be compared. */
const SCHEMA = 1;

/** A plan as `--json` writes it. CPU in cores, memory in GiB, US dollars an hour. */
export interface PlanReport {
  schema: number;
  stack: string;
  /** Empty if pods don't fit. */
  resources: ResourceReport[];
  capacity: FitReport[];
  /** In vCPU. Absent in older reports. */
  quotas?: { code: string; name: string; atMaximum: number; surge: number }[];
  /** Of the private subnets. Absent in older reports. */
  addresses?: { zone: string; available: number; needed: number }[];
  /** Absent when nothing is created. */
  cost?: CostReport;
  policies: PolicyReport[];
}

export interface ResourceReport {
  urn: string;
  type: string;
  name: string;
  parent: string | null;
  /** Secrets are "[secret]". */
  inputs: Record<string, unknown>;
  dependsOn: string[];
  /** For each input with values of other resources, the URNs of those. Absent in older reports. */
  inputDependencies?: Record<string, string[]>;
}

export interface FitReport {
  scenario: string;
  pool: string;
  nodesAtMax: number;
  requested: Resources;
  allocatable: Resources;
  fits: boolean;
  misfits: string[];
}

export interface CostReport {
  currency: "USD";
  perHour: Money;
  hourlyCeiling: number;
  allOnDemandPerHour: Money;
  /** Nodes and US dollars an hour that rolling updates of all pools add. Absent in older reports. */
  rollingUpdate?: { nodes: number; usdPerHour: number };
  /** Absent without a schedule, and in older reports. */
  night?: { perHour: number; nodes: Record<string, number> };
  /** `derived`: why a price is assumed that was not found for the region. */
  lines: ({ urn: string; item: string; source: string; derived?: string } & Money)[];
  unpriced: { urn: string; type: string; reason: string }[];
}

export interface PolicyReport {
  rule: string;
  level: "mandatory" | "advisory";
  /** Null for the stack as a whole. */
  urn: string | null;
  message: string;
}

/**
 * Reads the report of an earlier plan.
 *
 * @param stack the stack of the plan that it is compared with
 * @throws UsageError
 */
export function readBase(file: string, stack: string): PlanReport {
  const remedy = `Write one with \`npm run plan -- --stack ${stack} --json FILE\`, in a checkout of the version to compare with.`;
  const report = parsed(textOf(file, remedy), file, remedy);
  if (report.schema === undefined) {
    throw new UsageError(`The base ${file} is JSON but not a plan: it has no "schema". ${remedy}`);
  }
  if (report.schema !== SCHEMA) {
    throw new UsageError(
      `The base ${file} has schema ${JSON.stringify(report.schema)}; this planner compares with schema ${SCHEMA}. ` +
        `Write the base again with a version that writes schema ${SCHEMA}, or leave out --base.`,
    );
  }
  if (report.stack !== stack) {
    throw new UsageError(
      `The base ${file} is of stack ${JSON.stringify(report.stack)}, and this plan is of "${stack}". ` +
        `Use a base of ${stack}, or plan the stack of the base with --stack.`,
    );
  }
  const whole = planParts.safeParse(report);
  if (!whole.success) {
    const [issue] = whole.error.issues;
    throw new UsageError(`The base ${file} is not a complete plan: see ${issue!.path.join(".")}. ${remedy}`);
  }
  return report as PlanReport;
}

const amounts = z.object({
  floor: z.number(),
  expected: z.number(),
  ceiling: z.number(),
  spotGone: z.number(),
});

/** The parts of a plan that a comparison reads. */
const planParts = z.object({
  resources: z.array(
    z.object({
      urn: z.string(),
      type: z.string(),
      name: z.string(),
      inputs: z.record(z.string(), z.unknown()),
    }),
  ),
  capacity: z.array(z.object({ scenario: z.string(), pool: z.string(), fits: z.boolean() })),
  cost: z
    .object({
      perHour: amounts,
      hourlyCeiling: z.number(),
      lines: z.array(amounts.extend({ urn: z.string() })),
    })
    .optional(),
  policies: z.array(z.object({ rule: z.string(), level: z.string(), message: z.string() })),
});

function textOf(file: string, remedy: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : (error as Error).message;
    throw new UsageError(`Can't read the base ${file}: ${why}. ${remedy}`);
  }
}

function parsed(text: string, file: string, remedy: string): Partial<PlanReport> {
  try {
    return Object(JSON.parse(text)) as Partial<PlanReport>;
  } catch (error) {
    throw new UsageError(
      `The base ${file} is not JSON (${(error as Error).message.replace(/\s+/g, " ")}). ${remedy}`,
    );
  }
}
