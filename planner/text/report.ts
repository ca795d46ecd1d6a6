import { createColors } from "picocolors";
import { monitoredStack } from "../../stacks/monitored-stack";
import { services } from "../../stacks/services";
import type { Comparison } from "../comparison";
import type { Plan } from "../plan";
import { isReal } from "../resource-tree";
import { capacitySection } from "./capacity";
import { comparisonSection } from "./comparison";
import { costSection } from "./cost";
import { wrap, type Paint } from "./layout";
import { nodePoolsSection, nodeRoomSection } from "./node-pools";
import { podAutoscalingSection } from "./pod-autoscaling";
import { policiesSection } from "./policies";
import { telemetrySection } from "./telemetry";
import { treeSection } from "./tree";

export interface TextOptions {
  colour: boolean;
  /** Lists every resource, and what each instance type leaves to pods. */
  verbose: boolean;
  /** With an earlier plan. */
  comparison?: Comparison | undefined;
}

/** The plan for a terminal of 100 columns. */
export function textReport(plan: Plan, { colour, verbose, comparison }: TextOptions): string {
  const paint = createColors(colour);
  const sections = [
    header(plan, paint),
    ...(plan.resources.length > 0 ? [treeSection(plan.resources, verbose, paint)] : []),
    nodePoolsSection(plan.settings, verbose, paint),
    nodeRoomSection(plan.settings, paint),
    podAutoscalingSection(services(plan.settings), paint),
    telemetrySection(monitoredStack(plan.stack, plan.settings), paint),
    capacitySection(plan.capacity, paint),
    ...(plan.cost ? [costSection(plan.cost, plan.view, paint)] : []),
    ...(comparison ? [comparisonSection(comparison, paint)] : []),
    ...(plan.resources.length > 0 ? [policiesSection(plan.policies, plan.view, paint)] : []),
    verdict(plan, paint),
  ];
  return `${sections.join("\n\n")}\n`;
}

function header({ stack, settings, resources }: Plan, paint: Paint): string {
  const { region, network, cluster } = settings;
  return [
    `${paint.bold(`BetterPrompts, stack ${stack}`)}: what \`pulumi up\` would create`,
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

/** Whether the plan passes, or why not; and what to do next. */
function verdict(plan: Plan, paint: Paint): string {
  const unfit = plan.capacity.flatMap(({ scenario, misfits }) =>
    misfits.map((misfit) => `${scenario}: ${misfit}`),
  );
  const broken = plan.policies.filter(({ level }) => level === "mandatory").length;
  if (unfit.length > 0) {
    return [
      paint.red("Not every pod fits:"),
      ...unfit.flatMap((misfit) => wrap(misfit, "  ")),
      ...wrap(`In ${plan.file}, raise the pool's maxSize, or lower the services' max or requests.`, ""),
    ].join("\n");
  }
  if (broken > 0) {
    return paint.red(
      `${broken === 1 ? "A mandatory rule is" : `${broken} mandatory rules are`} broken: see Policies.`,
    );
  }
  return [paint.green("Every pod fits, and no mandatory rule is broken."), ...examples(plan)].join("\n");
}

function examples({ file, examples: settings }: Plan): string[] {
  if (settings.length === 0) return [];
  return [
    ...wrap(`Before \`pulumi up\`, replace these examples in ${file} with your own values:`, ""),
    ...settings.map((setting) => `  ${setting}`),
  ];
}
