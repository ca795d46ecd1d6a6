import { readFileSync, writeFileSync } from "node:fs";
import { runCommand, UsageError } from "../command";
import type { Estimate } from "./estimate";
import { doubts, overLimits } from "./limits";
import { HELP, readCostOptions, type CostOptions } from "./options";

runCommand("cost", () => {
  const options = readCostOptions(process.argv.slice(2), new Date().toISOString().slice(0, 10));
  if (options) return cost(options);
  process.stdout.write(HELP);
  return 0;
});

function cost(options: CostOptions): number {
  const files = options.files.map(read);
  const bases = options.bases.map(read);
  const { usage } = options;
  // Loaded only now: wrong usage is reported without the price book.
  const { readInput } = require("./input") as typeof import("./input");
  const { meteredOf, readUsage, unusedUsage, usageOf, usageTemplate } =
    require("./usage-file") as typeof import("./usage-file");
  const { estimate } = require("./estimate") as typeof import("./estimate");
  const inputOf = ({ bytes, source }: File) => readInput(bytes, source);
  const entries = usage === undefined ? [] : readUsage(read(usage).bytes.toString(), usage);
  const priced = estimate(files.map(inputOf), {
    ...options,
    bases: bases.map(inputOf),
    usage: usageOf(entries),
  });
  if (options.usageTemplate) {
    process.stdout.write(usageTemplate(meteredOf(priced), files.map(({ source }) => source).join(", ")));
    return 0;
  }
  const unused = entries.length > 0 ? unusedUsage(entries, meteredOf(priced), usage!) : [];
  for (const note of unused) process.stderr.write(`${note}\n`);
  const made = { ...priced, notes: [...priced.notes, ...unused] };
  writeReports(made, options);
  const over = overLimits(made, options.limits);
  for (const line of over.length > 0 ? over : doubts(made, options.limits)) process.stderr.write(`${line}\n`);
  return over.length > 0 || (options.strict && hasUnpriced(made)) ? 1 : 0;
}

function writeReports(made: Estimate, { json, markdown, html }: CostOptions): void {
  if (markdown !== undefined) {
    const { costMarkdown } = require("./markdown") as typeof import("./markdown");
    write(markdown, costMarkdown(made));
  }
  if (html !== undefined) {
    const { costHtml } = require("./html") as typeof import("./html");
    write(html, costHtml(made));
  }
  if (json) {
    const { costJson } = require("./json") as typeof import("./json");
    process.stdout.write(costJson(made));
  } else if (markdown !== "-" && html !== "-") {
    const { costText } = require("./text") as typeof import("./text");
    const colour = process.stdout.isTTY === true && !process.env["NO_COLOR"];
    process.stdout.write(costText(made, colour));
  }
}

/** @param file a path, or "-" for stdout */
function write(file: string, text: string): void {
  if (file === "-") process.stdout.write(text);
  else writeFileSync(file, text);
}

/** Of a file that leaves out unchanged resources, those that its change makes. */
function hasUnpriced({ total, change }: Estimate): boolean {
  const made = total?.unpriced ?? change?.resources.flatMap(({ after }) => after?.unpriced ?? []) ?? [];
  return made.length > 0;
}

interface File {
  bytes: Buffer;
  source: string;
}

function read(file: string): File {
  const source = file === "-" ? "stdin" : file;
  try {
    return { source, bytes: readFileSync(file === "-" ? 0 : file) };
  } catch (error) {
    throw new UsageError(`Can't read ${source}: ${(error as Error).message}.`);
  }
}
