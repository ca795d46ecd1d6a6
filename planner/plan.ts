import { runRules, type BrokenRule } from "../policy-pack/run-rules";
import { StackView } from "../policy-pack/stack-view";
import { capacityFit, type PoolFit } from "../stacks/capacity";
import { placeholders } from "../stacks/placeholders";
import { settingName } from "../stacks/problems";
import type { StackSettings } from "../stacks/settings";
import { nodesByUrn, stackCost, type StackCost } from "./cost";
import { record, type RecordedResource, type Recording } from "./engine";
import { asEngineConfig, PROJECT, type StackFile } from "./stack-file";

/** What `pulumi up` would create for a stack, what that costs, and whether the stack passes the checks. */
export interface Plan {
  stack: string;
  /** The file of its settings. */
  file: string;
  settings: StackSettings;
  /** YYYY-MM-DD: the day of the prices and of Kubernetes support. */
  today: string;
  /** In the order of construction. Empty if pods don't fit: then the program creates nothing. */
  resources: RecordedResource[];
  view: StackView;
  capacity: PoolFit[];
  /** Absent when nothing is created. */
  cost: StackCost | undefined;
  /** Rules of the policy pack that the stack breaks. */
  policies: BrokenRule[];
  /** Settings that are still examples, named `pulumi config set --path` names them. */
  examples: string[];
}

export interface PlanArgs {
  stack: string;
  file: StackFile;
  settings: StackSettings;
  today: string;
  /** Loads index.ts; called only when everything fits. */
  loadProgram: () => Record<string, unknown>;
  /** Called for each resource, for a progress display. */
  onResource?: (count: number) => void;
}

/** Plans a stack by running the program itself. */
export async function makePlan(args: PlanArgs): Promise<Plan> {
  const { stack, settings, today } = args;
  const capacity = capacityFit(settings);
  const { resources } = capacity.every(({ fits }) => fits) ? await run(args) : { resources: [] };
  const view = viewOf(resources);
  return {
    stack,
    file: args.file.name,
    settings,
    today,
    resources,
    view,
    capacity,
    cost: resources.length > 0 ? stackCost(view, settings, today) : undefined,
    policies: resources.length > 0 ? brokenRules(view, settings, today) : [],
    examples: placeholders(settings).map(({ path }) => settingName(path)),
  };
}

function run({ stack, file, settings, loadProgram, onResource }: PlanArgs): Promise<Recording> {
  const { region } = settings;
  const config = asEngineConfig(file.config);
  return record(
    { project: PROJECT, stack, region, config, ...(onResource ? { onResource } : {}) },
    async () => loadProgram(),
  );
}

/** The rules as the policy pack runs them; what the pack reads from the configuration comes from the settings. */
function brokenRules(view: StackView, settings: StackSettings, today: string): BrokenRule[] {
  const { region, cost, tags } = settings;
  return runRules(view, {
    region,
    today,
    ceilingUsd: cost.hourlyCeilingUsd,
    usage: cost.usage,
    environment: tags.environment,
    defaultTags: tags,
    nodes: nodesByUrn(view, settings),
  });
}

/** Whether every pod fits and no mandatory rule is broken. */
export function passes({ capacity, policies }: Plan): boolean {
  return capacity.every(({ fits }) => fits) && policies.every(({ level }) => level !== "mandatory");
}

/** Recorded resources in the form that rules and the cost model read. */
export function viewOf(resources: RecordedResource[]): StackView {
  return new StackView(
    resources.map(({ urn, type, name, inputs, parent, dependsOn, ignoreChanges }) => ({
      urn,
      type,
      name,
      props: inputs,
      parent,
      dependsOn,
      ignoreChanges,
    })),
  );
}
