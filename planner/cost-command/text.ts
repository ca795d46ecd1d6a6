import { createColors } from "picocolors";
import { priceBookOf } from "../../policy-pack/pricing/price-book";
import { StackView } from "../../policy-pack/stack-view";
import { largestComponents } from "../cost-breakdown";
import { counted, fill, heading, WIDTH, wrap, type Paint } from "../text/layout";
import { costDrivers, hourly, monthly, moneyTable, month, priceNote, signed } from "../text/money";
import type { CostChange, Estimate, PricedProgram, Total } from "./estimate";

/** At most so many kinds of resources without a price are listed. */
const MOST = 20;

/** For a terminal of 100 columns: the band by component, the largest lines, the change, what has no price, and notes. */
export function costText(estimate: Estimate, colour: boolean): string {
  const paint = createColors(colour);
  const { programs, total, change } = estimate;
  const stack = new StackView(programs.flatMap(({ input }) => input.view.resources));
  const sections = [
    programs.map((program) => header(program, paint)).join("\n"),
    ...(total
      ? [`${heading("Cost: US dollars an hour", "", paint)}\n${bandTable(total, stack, paint)}`]
      : []),
    ...(total && total.lines.length > 0 ? [costDrivers(total.lines, stack, paint).join("\n")] : []),
    ...(change && change.resources.some(({ kind }) => kind !== "added") ? [changeTable(change, paint)] : []),
    ...(total && total.unpriced.length > 0
      ? [[`  ${paint.bold(paint.red("No price for"))}`, ...unpricedLines(total)].join("\n")]
      : []),
    notes(estimate)
      .flatMap((note) => wrap(note, "  "))
      .map((line) => paint.dim(line))
      .join("\n"),
  ];
  return `${sections.join("\n\n")}\n`;
}

function header({ input, region }: PricedProgram, paint: Paint): string {
  const isPlanned = input.kind === "preview" || input.kind === "event log";
  const of = isPlanned ? "the resources of a preview" : "the resources of a stack";
  return [
    fill(`${paint.bold(input.source)}: ${of}`, WIDTH).trimEnd(),
    `${counted(input.count, "resource")}, prices of ${region.name} (${region.origin})`,
  ].join("\n");
}

function bandTable(cost: Total, stack: StackView, paint: Paint): string {
  if (cost.unknown) return "  The total is unknown: nothing that bills has a price here.";
  const atLeast = cost.atLeast ? "at least, " : "";
  return moneyTable(
    "component",
    largestComponents(cost.lines, stack.resources).map((each) => ({
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

function changeTable(
  { resources, against, difference, incomplete, unknown }: CostChange,
  paint: Paint,
): string {
  const dollars = (format: (usd: number) => string) => (usd: number) => signed(usd, format);
  const priced = resources.filter(({ before, after }) => before || after);
  return [
    heading(`Change against ${against}: US dollars an hour`, "", paint),
    unknown
      ? "  The change is unknown: nothing of it has a price here."
      : moneyTable(
          "resource",
          priced.map(({ kind, name, difference: amounts }) => ({
            name: `${kind} ${name}`,
            amounts,
            format: dollars(hourly),
          })),
          [
            {
              name: incomplete ? "an hour, of what has a price" : "an hour",
              amounts: difference,
              format: dollars(hourly),
              bold: true,
            },
            { name: "a month (730 h)", amounts: month(difference), format: dollars(monthly), bold: true },
          ],
          paint,
        ),
  ].join("\n");
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

function notes({ programs, total }: Estimate): string[] {
  const regions = [...new Set(programs.flatMap(({ regions: used }) => used.map(({ name }) => name)))];
  const read = programs.reduce((sum, { input }) => sum + input.read, 0);
  return [
    ...regions.map((name) =>
      priceBookOf(name) ? priceNote(name) : `There are no prices for ${name}: everything in it is listed.`,
    ),
    "Expected: every node group at its desired size. What is billed by use (gigabytes through NAT gateways, load balancer units, gigabytes of logs) is not included: the files don't contain the use.",
    ...(total && total.unpriced.length > 0
      ? [
          `${counted(total.unpriced.length, "resource has", "resources have")} no price: the totals are at least what it costs.`,
        ]
      : []),
    ...programs.flatMap(({ input: { source, errors } }) =>
      errors > 0
        ? [`${source} ended with ${counted(errors, "error")}: the resources after that are missing.`]
        : [],
    ),
    ...(read > 0
      ? [
          `${counted(read, "resource that the program only reads is", "resources that the program only reads are")} left out.`,
        ]
      : []),
    ...programs.flatMap((program) => program.notes),
  ];
}
