import type { ChangedResource, Comparison, NamedResource } from "../comparison";
import { shortType } from "../resource-tree";
import {
  countsOf,
  costDuringChange,
  NOT_COMPARED,
  replacedBecause,
  valuesOf,
  warningsOf,
} from "../text/comparison";
import { hourly, signed } from "../text/money";
import { counted } from "../text/layout";
import { bandColumns, bandRow, code, cut, details, escape, table } from "./layout";

/** At most so many inputs of one resource are listed; the JSON has all of them. */
const MOST_INPUTS = 5;

const BYTES_OF_WARNINGS = 3_000;

/** The counts of changes in one line, and what a reader must not miss. */
export function changeSummary({ resources, policies, capacity }: Comparison): string {
  const parts = [
    resources ? countsOf(resources) : NOT_COMPARED.replace(/\.$/, ""),
    countedOrNone(policies.broken.length, "newly broken rule"),
    countedOrNone(policies.fixed.length, "rule no longer broken", "rules no longer broken"),
    countedOrNone(
      capacity.filter(({ fits }) => !fits).length,
      "pool that no longer fits",
      "pools that no longer fit",
    ),
  ];
  const warnings = resources
    ? [...warningsOf(resources), ...costDuringChange(resources)].map((warning) => `- **${escape(warning)}**`)
    : [];
  const summary = `Against the base: ${parts.filter((part) => part !== "").join("; ")}.`;
  return [summary, ...(warnings.length > 0 ? ["", ...cut(warnings, BYTES_OF_WARNINGS)] : [])].join("\n");
}

/** What is added, removed, replaced and changed, and the cost by component; empty where nothing changes. */
export function changeDetails({ resources, cost, policies, capacity }: Comparison, bytes: number): string[] {
  const entries = [
    ...(resources?.added ?? []).map((resource) => `- added ${called(resource)}`),
    ...(resources?.removed ?? []).map((resource) => `- removed ${called(resource)}`),
    ...(resources?.replaced ?? []).map(
      (resource) => `- replaced ${called(resource)}: ${code(replacedBecause(resource, 60))}`,
    ),
    ...(resources?.changed ?? []).map(changedEntry),
    ...policies.broken.map(({ rule, message }) => `- newly broken: ${code(rule)} ${escape(message)}`),
    ...policies.fixed.map(({ rule, message }) => `- no longer broken: ${code(rule)} ${escape(message)}`),
    ...capacity.map(
      ({ scenario, pool, fits }) =>
        `- ${fits ? "fits now" : "no longer fits"}: ${code(pool)}, ${escape(scenario)}`,
    ),
  ];
  const rows = (cost?.components ?? []).map(({ name, difference }) =>
    bandRow(code(name), difference, (usd) => signed(usd, hourly)),
  );
  const columns = bandColumns("US dollars an hour");
  return [
    ...(rows.length > 0 ? [details("Changes of cost by component", table(columns, rows, bytes / 3))] : []),
    ...(entries.length > 0
      ? [details("Changes of resources, rules and fit", cut(entries, (bytes * 2) / 3).join("\n"))]
      : []),
  ];
}

function changedEntry(resource: ChangedResource): string {
  const { inputs } = resource;
  const shown = inputs.slice(0, MOST_INPUTS).map((input) => {
    const values = valuesOf(input, 60);
    return `  - ${code(`${input.path}: ${values}`)}`;
  });
  const followed = resource.because.slice(0, MOST_INPUTS).map((reason) => `  - ${code(reason)}`);
  const more = inputs.length - shown.length;
  return [
    `- changed ${called(resource)}`,
    ...shown,
    ...followed,
    ...(more > 0 ? [`  - and ${more} more inputs`] : []),
  ].join("\n");
}

function called({ type, name }: NamedResource): string {
  return `${escape(shortType(type))} ${code(name)}`;
}

function countedOrNone(count: number, one: string, many?: string): string {
  return count === 0 ? "" : counted(count, one, many);
}
