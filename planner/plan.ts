import { capacityFit, type PoolFit } from "../stacks/capacity";
import { placeholders } from "../stacks/placeholders";
import { settingName } from "../stacks/problems";
import type { StackSettings } from "../stacks/settings";
import { record, type RecordedResource } from "./engine";
import { asEngineConfig, PROJECT, type StackFile } from "./stack-file";

/** What `pulumi up` would make of a stack, and whether it stands. */
export interface Plan {
  stack: string;
  settings: StackSettings;
  /** In the order of construction. Empty when something doesn't fit: the program refuses to make a part. */
  resources: RecordedResource[];
  outputs: Record<string, unknown>;
  capacity: PoolFit[];
  /** Settings that are examples still, as `pulumi config set --path` names them. */
  examples: string[];
}

/**
 * Plans a stack by running the program itself.
 *
 * @param loadProgram loads index.ts; called only when everything fits
 */
export async function makePlan(
  stack: string,
  file: StackFile,
  settings: StackSettings,
  loadProgram: () => Record<string, unknown>,
  onResource?: (count: number) => void,
): Promise<Plan> {
  const capacity = capacityFit(settings);
  const recording = capacity.every(({ fits }) => fits)
    ? await record(
        {
          project: PROJECT,
          stack,
          region: settings.region,
          config: asEngineConfig(file.config),
          ...(onResource ? { onResource } : {}),
        },
        async () => loadProgram(),
      )
    : { resources: [], outputs: {} };
  return {
    stack,
    settings,
    ...recording,
    capacity,
    examples: placeholders(settings).map(({ path }) => settingName(path)),
  };
}

/** Whether the plan says that an `up` can go ahead. */
export function stands(plan: Plan): boolean {
  return plan.capacity.every(({ fits }) => fits);
}
