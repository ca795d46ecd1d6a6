import type { CostReport, PlanReport } from "./base";
import type { Comparison } from "./comparison";
import { vcpuQuotas, zoneAddresses } from "../stacks/node-room";
import type { StackCost } from "./cost";
import type { Plan } from "./plan";
import { roundedJson } from "./rounding";

/** The version of the JSON's shape; it rises when a field is removed or changes its meaning. */
const SCHEMA = 1;

/** The plan as data: CPU in cores, memory in GiB. The same program, settings and base give the same text. */
export function jsonReport(plan: Plan, comparison?: Comparison): string {
  return roundedJson({ ...report(plan), ...(comparison ? { comparison } : {}) });
}

/** The plan as {@link jsonReport} writes it, so that both sides of a comparison are rounded alike. */
export function planReport(plan: Plan): PlanReport {
  return JSON.parse(jsonReport(plan)) as PlanReport;
}

function report(plan: Plan): PlanReport {
  return {
    schema: SCHEMA,
    stack: plan.stack,
    resources: [...plan.resources]
      .sort((one, other) => (one.urn < other.urn ? -1 : 1))
      .map(({ urn, type, name, parent, inputs, dependsOn, inputDependencies }) => ({
        urn,
        type,
        name,
        parent: parent ?? null,
        inputs,
        dependsOn,
        inputDependencies,
      })),
    capacity: plan.capacity.map(({ scenario, pool, nodes, requested, allocatable, fits, misfits }) => ({
      scenario,
      pool,
      nodesAtMax: nodes,
      requested,
      allocatable,
      fits,
      misfits,
    })),
    quotas: vcpuQuotas(plan.settings.pools),
    addresses: zoneAddresses(plan.settings),
    ...(plan.cost ? { cost: costReport(plan.cost) } : {}),
    policies: plan.policies.map(({ rule, level, urn, message }) => ({
      rule,
      level,
      urn: urn ?? null,
      message,
    })),
  };
}

function costReport({
  total,
  lines,
  unpriced,
  hourlyCeilingUsd,
  allOnDemand,
  update,
  night,
}: StackCost): CostReport {
  return {
    currency: "USD",
    perHour: total,
    hourlyCeiling: hourlyCeilingUsd,
    allOnDemandPerHour: allOnDemand,
    rollingUpdate: update,
    ...(night ? { night: { perHour: night.usdPerHour, nodes: night.nodes } } : {}),
    lines: lines.map(({ urn, item, cost, source, derived }) => ({
      urn,
      item,
      ...cost,
      source,
      ...(derived === undefined ? {} : { derived }),
    })),
    unpriced,
  };
}
