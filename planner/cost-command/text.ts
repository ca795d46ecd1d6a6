import { createColors } from "picocolors";
import { counted, fill, heading, WIDTH, wrap, type Paint } from "../text/layout";
import { costDrivers, hourly, monthly, moneyTable, month, priceNote } from "../text/money";
import { largestComponents } from "../cost-breakdown";
import type { Estimate, PricedProgram, Total } from "./estimate";

/** At most so many kinds of resources without a price are listed. */
const MOST = 20;

/** For a terminal of 100 columns: the band by component, the largest lines, what has no price, and notes. */
export function costText({ programs, total }: Estimate, colour: boolean): string {
  const paint = createColors(colour);
  const [program] = programs as [PricedProgram];
  const cost = total!;
  const sections = [
    header(program, paint),
    `${heading("Cost: US dollars an hour", "", paint)}\n${bandTable(cost, program, paint)}`,
    ...(cost.lines.length > 0 ? [costDrivers(cost.lines, program.input.view, paint).join("\n")] : []),
    ...(cost.unpriced.length > 0
      ? [[`  ${paint.bold(paint.red("No price for"))}`, ...unpricedLines(cost)].join("\n")]
      : []),
    notes(program, cost)
      .flatMap((note) => wrap(note, "  "))
      .map((line) => paint.dim(line))
      .join("\n"),
  ];
  return `${sections.join("\n\n")}\n`;
}

function header({ input, region }: PricedProgram, paint: Paint): string {
  const of = input.kind === "preview" ? "the resources of a preview" : "the resources of a stack";
  return [
    fill(`${paint.bold(input.source)}: ${of}`, WIDTH).trimEnd(),
    `${counted(input.count, "resource")}, prices of ${region.name} (${region.origin})`,
  ].join("\n");
}

function bandTable(cost: Total, { input }: PricedProgram, paint: Paint): string {
  const atLeast = cost.atLeast ? "at least, " : "";
  return moneyTable(
    "component",
    largestComponents(cost.lines, input.view.resources).map((each) => ({
      name: each.name,
      amounts: each.cost,
      format: hourly,
    })),
    [
      { name: `${atLeast}an hour`, amounts: cost.total, format: hourly, bold: true },
      { name: `${atLeast}a month (730 h)`, amounts: month(cost.total), format: monthly, bold: true },
    ],
    paint,
  );
}

/** By type and reason, the most frequent first. */
function unpricedLines({ unpriced }: Total): string[] {
  const counts = new Map<string, number>();
  for (const { type, reason } of unpriced) {
    const what = `${type}: ${reason}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const kinds = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
  return [
    ...kinds.slice(0, MOST).flatMap(([what, count]) => wrap(`${count} x ${what}`, "  ")),
    ...(kinds.length > MOST ? [`  and ${kinds.length - MOST} more kinds`] : []),
  ].map((line) => fill(line, WIDTH).trimEnd());
}

function notes({ input, region }: PricedProgram, { unpriced }: Total): string[] {
  return [
    priceNote(region.name),
    `Expected: every node group at its desired size. What is billed by use (gigabytes through NAT gateways, load balancer units, gigabytes of logs) is not included: a ${input.kind} doesn't contain the use.`,
    ...(unpriced.length > 0
      ? [
          `${counted(unpriced.length, "resource has", "resources have")} no price: the totals are at least what it costs.`,
        ]
      : []),
    ...(input.errors > 0
      ? [`The preview ended with ${counted(input.errors, "error")}: the resources after that are missing.`]
      : []),
    ...(input.read > 0
      ? [
          `${counted(input.read, "resource that the program only reads is", "resources that the program only reads are")} left out.`,
        ]
      : []),
    ...(region.others.length > 0
      ? [`Resources in ${region.others.join(", ")} have the prices of ${region.name}.`]
      : []),
  ];
}
