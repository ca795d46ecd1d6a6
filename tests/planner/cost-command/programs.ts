import assert from "node:assert/strict";
import { estimate, type EstimateOptions } from "../../../planner/cost-command/estimate";
import { readInput } from "../../../planner/cost-command/input";
import { InputError, UsageError } from "../../../planner/command";
import type { Money } from "../../../policy-pack/pricing/money";

/** Small programs as Pulumi writes them. */

export interface State {
  urn: string;
  type: string;
  custom: boolean;
  inputs: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  [field: string]: unknown;
}

export interface Step {
  op: string;
  urn: string;
  oldState?: State;
  newState?: State;
  [field: string]: unknown;
}

export function urnOf(type: string, name: string, stack = "dev"): string {
  return `urn:pulumi:${stack}::demo::${type}::${name}`;
}

export function state(type: string, name: string, inputs: Record<string, unknown> = {}, more = {}): State {
  return { urn: urnOf(type, name), type, custom: true, inputs, ...more };
}

/** The root of a stack, which every state and preview has. */
export const ROOT = { ...state("pulumi:pulumi:Stack", "demo-dev"), custom: false };

export const nat = (name: string, more = {}) => state("aws:ec2/natGateway:NatGateway", name, {}, more);
export const volume = (name: string, size: unknown, more = {}) =>
  state("aws:ebs/volume:Volume", name, { type: "gp3", size, availabilityZone: "us-east-1a" }, more);
export const template = (name: string, instanceType: string, more = {}) =>
  state("aws:ec2/launchTemplate:LaunchTemplate", name, { instanceType }, { id: `lt-${name}`, ...more });
/** Two nodes of what a launch template says, with 20 GB each. */
export const nodes = (name: string, ofTemplate: string, more = {}) =>
  state(
    "aws:eks/nodeGroup:NodeGroup",
    name,
    {
      launchTemplate: { id: `lt-${ofTemplate}`, version: "$Latest" },
      scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 2 },
    },
    { dependencies: [urnOf("aws:ec2/launchTemplate:LaunchTemplate", ofTemplate)], ...more },
  );

export function step(op: string, oldState: State | undefined, newState: State | undefined, more = {}): Step {
  const { urn } = (newState ?? oldState)!;
  return { op, urn, ...(oldState ? { oldState } : {}), ...(newState ? { newState } : {}), ...more };
}

export const same = (unchanged: State) => step("same", unchanged, unchanged);
export const create = (made: State) => step("create", undefined, made);
export const remove = (gone: State) => step("delete", gone, undefined);

export function preview(steps: Step[], more: Record<string, unknown> = {}): string {
  return JSON.stringify({ config: { "aws:region": "us-east-1" }, steps, ...more });
}

export function stackExport(resources: State[], more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    version: 3,
    deployment: { manifest: {}, resources: [ROOT, ...resources] },
    ...more,
  });
}

export type Options = Partial<EstimateOptions> & { base?: string };

/** The estimate of the text of a file, or of several. */
export function estimateOf(files: string | Buffer | (string | Buffer)[], { base, ...options }: Options = {}) {
  const inputs = [files].flat().map((file, index) => readInput(file, `file-${index + 1}.json`));
  const bases = base === undefined ? [] : [readInput(base, "base.json")];
  return estimate(inputs, { region: undefined, today: "2026-11-29", bases, ...options });
}

/** US dollars an hour of fixed things: the same in all situations. */
export function assertTotal(money: Money | undefined, usd: number): void {
  assert.ok(money, "there is a total");
  for (const [situation, amount] of Object.entries(money)) {
    assert.ok(Math.abs(amount - usd) < 1e-9, `${situation}: ${amount} is not ${usd}`);
  }
}

/** The message of the error that the call throws. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof InputError || error instanceof UsageError, String(error));
    return error.message;
  }
  assert.fail("nothing is refused");
}

/** US dollars an hour in us-east-1: https://aws.amazon.com/vpc/pricing, /ec2/pricing/on-demand, /ebs/pricing. */
export const USD = { nat: 0.045, m5Large: 0.096, c5Large: 0.085, gigabyte: 0.08 / 730 };
