import { surgeNodes } from "../components/nodes/rolling-update";
import type { ResourceReport } from "./base";
import type { InputChange } from "./input-changes";
import { shortType } from "./resource-tree";
import {
  isUnchangeable,
  makesTemplateVersion,
  REFUSED_CHANGES,
  ROLLING_INPUTS,
  touches,
} from "./unchangeable-inputs";

/** A resource that both plans have. */
export interface Kept {
  before: ResourceReport;
  after: ResourceReport;
  inputs: InputChange[];
}

/** The effects of changes on the resources that both plans have, by URN. */
export interface Effects {
  /** Why a resource is replaced: "cidrBlock", "vpcId: Vpc network is replaced". */
  replaced: Map<string, string[]>;
  /** Why a resource changes although its planned inputs don't: "subnets: Subnet a is replaced". */
  follows: Map<string, string[]>;
  /** Why AWS or Kubernetes refuses a change, so that `up` stops there. */
  refused: Map<string, string[]>;
  /** What happens to the nodes of a node group. */
  nodes: Map<string, NodeEffect>;
}

export interface NodeEffect {
  /** A rolling update replaces every node; of a replaced group the new one is created before the old one is deleted. */
  kind: "rolled" | "replaced";
  /** The most nodes of the group before. */
  nodesBefore: number;
  /** Rolled: nodes that EKS adds during the update. Replaced: nodes that the new group starts with. */
  nodesMeanwhile: number;
  text: string;
}

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

/**
 * Follows replacements through the references between resources: a resource that refers to a replaced one by an input
 * that can't be changed in place is replaced too, others change. Linear in resources times the longest chain.
 */
export function effectsOf(kept: ReadonlyMap<string, Kept>): Effects {
  const replaced = new Map<string, string[]>();
  for (const [urn, { after, inputs }] of kept) {
    const paths = inputs.filter((input) => isUnchangeable(after.type, input.path, input.after === undefined));
    if (paths.length > 0)
      replaced.set(
        urn,
        paths.map(({ path }) => path),
      );
  }
  let found = replaced.size;
  do {
    found = replaced.size;
    replaceReferring(kept, replaced);
  } while (replaced.size > found);

  const rest = [...kept].filter(([urn]) => !replaced.has(urn));
  const templates = new Set(rest.filter(([, each]) => isNewTemplateVersion(each)).map(([urn]) => urn));
  return {
    replaced,
    follows: collect(rest, (each) => [
      ...referencesTo(each.after, replaced).map(({ reason }) => reason),
      ...referencesTo(each.after, templates, "gets a new version").map(({ reason }) => reason),
    ]),
    refused: collect(rest, (each) => refusals(each, kept, replaced)),
    nodes: nodeEffects(kept, replaced, templates),
  };
}

function replaceReferring(kept: ReadonlyMap<string, Kept>, replaced: Map<string, string[]>): void {
  const providers = [...replaced.keys()]
    .map((urn) => kept.get(urn)!.after.type)
    .filter((type) => type.startsWith("pulumi:providers:"))
    .map((type) => type.split(":")[2]!);
  for (const [urn, { after }] of kept) {
    if (replaced.has(urn)) continue;
    const reasons = referencesTo(after, replaced)
      .filter(({ input }) => isUnchangeable(after.type, input, false))
      .map(({ reason }) => reason);
    const provider = providers.find((name) => isOf(after.type, name));
    if (provider !== undefined) reasons.push(`its provider ${provider} is replaced`);
    if (reasons.length > 0) replaced.set(urn, reasons);
  }
}

/** The component of @pulumi/eks uses the AWS provider. */
function isOf(type: string, provider: string): boolean {
  const owner = type.split(":")[0]!;
  return owner === provider || (owner === "eks" && provider === "aws");
}

interface ReferenceTo {
  input: string;
  urn: string;
  reason: string;
}

function referencesTo(
  { inputDependencies = {} }: ResourceReport,
  targets: { has(urn: string): boolean },
  what = "is replaced",
): ReferenceTo[] {
  return Object.entries(inputDependencies).flatMap(([input, urns]) =>
    urns
      .filter((urn) => targets.has(urn))
      .map((urn) => ({ input, urn, reason: `${input}: ${named(urn)} ${what}` })),
  );
}

function named(urn: string): string {
  const [, , types, name] = urn.split("::");
  return `${shortType(types!.split("$").pop()!)} ${name}`;
}

function refusals(
  { after, inputs }: Kept,
  kept: ReadonlyMap<string, Kept>,
  replaced: ReadonlyMap<string, string[]>,
): string[] {
  return (REFUSED_CHANGES[after.type] ?? []).flatMap(({ path, of, why }) => {
    const changed = of === undefined && inputs.some((input) => touches(input.path, path));
    const referred = referencesTo(after, replaced).some(
      ({ input, urn }) =>
        touches(input, path) && (of === undefined || isReplacedBecauseOf(kept.get(urn)!, of, replaced)),
    );
    return changed || referred ? [`${path}: ${why}`] : [];
  });
}

function isReplacedBecauseOf(
  { after, inputs }: Kept,
  input: string,
  replaced: ReadonlyMap<string, string[]>,
) {
  return (
    inputs.some(({ path }) => touches(path, input)) ||
    referencesTo(after, replaced).some((reference) => reference.input === input)
  );
}

function isNewTemplateVersion({ after, inputs }: Kept): boolean {
  return after.type === LAUNCH_TEMPLATE && inputs.some(({ path }) => makesTemplateVersion(path));
}

function nodeEffects(
  kept: ReadonlyMap<string, Kept>,
  replaced: ReadonlyMap<string, string[]>,
  templates: ReadonlySet<string>,
): Map<string, NodeEffect> {
  const effects = new Map<string, NodeEffect>();
  for (const [urn, { before, after, inputs }] of kept) {
    if (after.type !== NODE_GROUP) continue;
    const rolls =
      referencesTo(after, templates).some(({ input }) => input === "launchTemplate") ||
      inputs.some(({ path }) => ROLLING_INPUTS.some((input) => touches(path, input)));
    if (replaced.has(urn)) effects.set(urn, replacedGroup(before, after));
    else if (rolls) effects.set(urn, rolled(before, after));
  }
  return effects;
}

function rolled(before: ResourceReport, after: ResourceReport): NodeEffect {
  const nodesBefore = size(before, "maxSize");
  const { subnetIds, updateConfig } = after.inputs as {
    subnetIds?: unknown[];
    updateConfig?: { updateStrategy?: string; maxUnavailable?: number; maxUnavailablePercentage?: number };
  };
  const nodesMeanwhile = surgeNodes({
    strategy: updateConfig?.updateStrategy === "MINIMAL" ? "minimal" : "default",
    zones: subnetIds?.length ?? 1,
    maxUnavailable:
      updateConfig?.maxUnavailable ??
      Math.ceil(((updateConfig?.maxUnavailablePercentage ?? 0) / 100) * size(after, "maxSize")),
  });
  return {
    kind: "rolled",
    nodesBefore,
    nodesMeanwhile,
    text:
      `every node is replaced, ${nodesBefore} at most: ` +
      (nodesMeanwhile > 0
        ? `up to ${nodesMeanwhile} more run during the update`
        : "old nodes end before new ones start"),
  };
}

function replacedGroup(before: ResourceReport, after: ResourceReport): NodeEffect {
  const [nodesBefore, nodesMeanwhile] = [size(before, "maxSize"), size(after, "desiredSize")];
  const nodes = `${nodesMeanwhile} ${nodesMeanwhile === 1 ? "node" : "nodes"}`;
  return {
    kind: "replaced",
    nodesBefore,
    nodesMeanwhile,
    text: `the new group starts with ${nodes}, the old one has up to ${nodesBefore}: pods wait until the autoscaler has added the rest`,
  };
}

function size({ inputs }: ResourceReport, key: string): number {
  return Number((inputs["scalingConfig"] as Record<string, unknown> | undefined)?.[key] ?? 0);
}

function collect(kept: [string, Kept][], reasonsOf: (each: Kept) => string[]): Map<string, string[]> {
  const reasons = kept.map(([urn, each]) => [urn, reasonsOf(each)] as const);
  return new Map(reasons.filter(([, found]) => found.length > 0));
}
