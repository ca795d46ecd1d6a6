import { readFileSync } from "node:fs";
import { runCommand, UsageError } from "../command";
import { HELP, readCostOptions, type CostOptions } from "./options";

runCommand("cost", () => {
  const options = readCostOptions(process.argv.slice(2), new Date().toISOString().slice(0, 10));
  if (options) return cost(options);
  process.stdout.write(HELP);
  return 0;
});

function cost(options: CostOptions): number {
  const source = options.file === "-" ? "stdin" : options.file;
  const text = textOf(options.file, source);
  // Loaded only now: wrong usage is reported without the price book.
  const { readInput } = require("./input") as typeof import("./input");
  const { costJson, estimate } = require("./estimate") as typeof import("./estimate");
  const made = estimate([readInput(text, source)], options);
  if (options.json) {
    process.stdout.write(costJson(made));
  } else {
    const { costText } = require("./text") as typeof import("./text");
    const colour = process.stdout.isTTY === true && !process.env["NO_COLOR"];
    process.stdout.write(costText(made, colour));
  }
  return options.strict && (made.total?.unpriced.length ?? 0) > 0 ? 1 : 0;
}

function textOf(file: string, source: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new UsageError(`Can't read ${source}: ${(error as Error).message}.`);
  }
}
