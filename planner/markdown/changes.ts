import type { ChangedResource, Comparison, NamedResource } from "../comparison";
import { shortType } from "../resource-tree";
import { countsOf, meanwhile, NOT_COMPARED, replacedBecause, valuesOf, warningsOf } from "../text/comparison";
import { hourly, signed } from "../text/dollars";
import { cut } from "./cut";
import { code, escape } from "./escape";
import { bandColumns, bandRow, details, table } from "./layout";

/** Inputs of one resource that are listed; who needs all of them reads the JSON. */
const MOST_INPUTS = 5;

const BYTES_OF_WARNINGS = 3_000;

/** What becomes of the base, in one line, and what a reader must not miss. */
export function changeSummary({ resources, policies, capacity }: Comparison): string {
  const parts = [
    resources ? countsOf(resources) : NOT_COMPARED.replace(/\.$/, ""),
    counted(policies.broken.length, "newly broken rule"),
    counted(policies.mended.length, "rule no longer broken", "rules no longer broken"),
    counted(
      capacity.filter(({ fits }) => !fits).length,
      "pool that no longer fits",
      "pools that no longer fit",
    ),
  ];
  const warnings = resources
    ? [...warningsOf(resources), ...meanwhile(resources)].map((warning) => `- **${escape(warning)}**`)
    : [];
  const summary = `Against the base: ${parts.filter((part) => part !== "").join("; ")}.`;
  return [summary, ...(warnings.length > 0 ? ["", ...cut(warnings, BYTES_OF_WARNINGS)] : [])].join("\n");
}

/** What is added, removed and changed, and what that does to each component; nothing where nothing changes. */
export function changeDetails({ resources, cost, policies, capacity }: Comparison, bytes: number): string[] {
  const entries = [
    ...(resources?.added ?? []).map((resource) => `- added ${called(resource)}`),
    ...(resources?.removed ?? []).map((resource) => `- removed ${called(resource)}`),
    ...(resources?.replaced ?? []).map(
      (resource) => `- replaced ${called(resource)}: ${code(replacedBecause(resource, 60))}`,
    ),
    ...(resources?.changed ?? []).map(changedEntry),
    ...policies.broken.map(({ rule, message }) => `- newly broken: ${code(rule)} ${escape(message)}`),
    ...policies.mended.map(({ rule, message }) => `- no longer broken: ${code(rule)} ${escape(message)}`),
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

function counted(count: number, one: string, many = `${one}s`): string {
  return count === 0 ? "" : `${count} ${count === 1 ? one : many}`;
}
