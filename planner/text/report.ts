import { createColors } from "picocolors";
import { services } from "../../stacks/services";
import { stands, type Plan } from "../plan";
import { isReal } from "../resource-tree";
import { capacitySection } from "./capacity";
import { costSection } from "./cost";
import { wrap, type Paint } from "./layout";
import { nodePoolsSection } from "./node-pools";
import { podAutoscalingSection } from "./pod-autoscaling";
import { treeSection } from "./tree";

export interface TextOptions {
  colour: boolean;
  /** Lists every resource, and what each instance type leaves to pods. */
  verbose: boolean;
}

/** The plan for a terminal of 100 columns. */
export function textReport(plan: Plan, { colour, verbose }: TextOptions): string {
  const paint = createColors(colour);
  const sections = [
    header(plan, paint),
    ...(plan.resources.length > 0 ? [treeSection(plan.resources, verbose, paint)] : []),
    nodePoolsSection(plan.settings.pools, verbose, paint),
    podAutoscalingSection(services(plan.settings), paint),
    capacitySection(plan.capacity, paint),
    ...(plan.cost ? [costSection(plan.cost, plan.view, paint)] : []),
    stands(plan) ? nextSteps(plan, paint) : misfits(plan, paint),
  ];
  return `${sections.join("\n\n")}\n`;
}

function header({ stack, settings, resources }: Plan, paint: Paint): string {
  const { region, network, cluster } = settings;
  return [
    `${paint.bold(`BetterPrompts, stack ${stack}`)}: what \`pulumi up\` would make`,
    `cluster betterprompts-${stack} in ${region}, ${network.zones.length} zones, Kubernetes ${cluster.kubernetesVersion}`,
    summary(resources.filter(isReal)),
  ].join("\n");
}

function summary(real: Plan["resources"]): string {
  if (real.length === 0) return "nothing, because the pods don't fit: see below";
  const releases = real.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release").length;
  const ofKubernetes = real.filter(({ type }) => type.startsWith("kubernetes:")).length;
  return [
    `${real.length} resources:`,
    `${real.length - ofKubernetes} of AWS, ${releases} Helm releases, ${ofKubernetes - releases} Kubernetes objects`,
  ].join(" ");
}

function nextSteps({ stack, examples }: Plan, paint: Paint): string {
  return [
    paint.green("Every pod finds a place."),
    ...(examples.length > 0
      ? [
          `Before \`pulumi up\`, put your own values in place of the examples in Pulumi.${stack}.yaml:`,
          ...examples.map((setting) => `  ${setting}`),
        ]
      : []),
  ].join("\n");
}

function misfits({ stack, capacity }: Plan, paint: Paint): string {
  return [
    paint.red("Not every pod finds a place:"),
    ...capacity.flatMap((fit) => fit.misfits.flatMap((misfit) => wrap(`${fit.scenario}: ${misfit}`, "  "))),
    `In Pulumi.${stack}.yaml, raise the pool's maxSize, or lower the services' max or requests.`,
  ].join("\n");
}
