import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownConfiguration, parseSettings } from "../stacks/parse-settings";
import { describeProblems, SettingsError } from "../stacks/problems";
import { ENCRYPTED, readableSecrets, withoutSecrets } from "../stacks/secrets";
import type { StackSettings } from "../stacks/settings";
import { nameProblems } from "../stacks/stack-name";
import type { PlanReport } from "./base";
import type { Comparison } from "./comparison";
import { HELP, readOptions, type Options } from "./options";
import { InputError, runCommand, UsageError } from "./command";
import type { Plan } from "./plan";
import {
  asEngineConfig,
  PROJECT,
  readConfigFile,
  readStackFile,
  stackNames,
  type StackFile,
} from "./stack-file";

const ROOT = join(__dirname, "..");

runCommand("plan", async () => {
  const options = readOptions(process.argv.slice(2), new Date().toISOString().slice(0, 10));
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (options.configFile === undefined && !stackNames(ROOT).includes(options.stack)) {
    throw new UsageError(`There is no Pulumi.${options.stack}.yaml. Stacks: ${stackNames(ROOT).join(", ")}.`);
  }
  return await plan(options);
});

async function plan(options: Options): Promise<number> {
  const { stack, configFile } = options;
  const file = configFile === undefined ? readStackFile(ROOT, stack) : readConfigFile(configFile);
  const settings = checked(file);
  const badNames = nameProblems(options.stack, settings);
  if (badNames.length > 0) throw new InputError(badNames.join("\n"));
  const base = readBaseOf(options);
  const progress = startProgress(process.stderr);
  // Loaded only now: the SDKs take most of a second, and wrong settings are reported without them.
  const { makePlan, passes } = require("./plan") as typeof import("./plan");
  const made = await makePlan({
    stack: options.stack,
    file,
    settings,
    today: options.today,
    loadProgram: () => require("../index") as Record<string, unknown>,
    onResource: progress.show,
  });
  progress.clear();
  writeReports(made, base, options);
  return passes(made) ? 0 : 1;
}

/** The settings, checked as the program checks them; each problem has its line in the file. */
function checked(file: StackFile): StackSettings {
  const input = ownConfiguration(PROJECT, asEngineConfig(file.config));
  const problems = readableSecrets(input, (_path, value) => value === ENCRYPTED);
  try {
    const settings = parseSettings(input, file.name);
    if (problems.length === 0) return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.unshift(...withoutSecrets(error.problems));
  }
  const lineOf = ([key, ...inner]: (string | number)[]) => file.lineOf(`${PROJECT}:${key}`, inner);
  throw new InputError(describeProblems(problems, file.name, lineOf));
}

/** The earlier plan to compare with. */
function readBaseOf({ base, stack }: Options): PlanReport | undefined {
  if (base === undefined) return undefined;
  const { readBase } = require("./base") as typeof import("./base");
  return readBase(base, stack);
}

/** A report's module is loaded only when the report is written. */
function writeReports(made: Plan, base: PlanReport | undefined, options: Options): void {
  const { json, markdown, html, verbose } = options;
  const comparison = base && comparisonWith(base, made);
  if (json !== undefined) {
    const { jsonReport } = require("./json-report") as typeof import("./json-report");
    write(json, jsonReport(made, comparison));
  }
  if (markdown !== undefined) {
    const { markdownReport } = require("./markdown/report") as typeof import("./markdown/report");
    write(markdown, markdownReport(made, comparison));
  }
  if (html !== undefined) {
    const { htmlReport } = require("./html/report") as typeof import("./html/report");
    write(html, htmlReport(made));
  }
  if (![json, markdown, html].includes("-")) {
    const { textReport } = require("./text/report") as typeof import("./text/report");
    const colour = process.stdout.isTTY === true && !process.env["NO_COLOR"];
    process.stdout.write(textReport(made, { colour, verbose, comparison }));
  }
}

function comparisonWith(base: PlanReport, made: Plan): Comparison {
  const { compare } = require("./comparison") as typeof import("./comparison");
  const { planReport } = require("./json-report") as typeof import("./json-report");
  return compare(base, planReport(made));
}

function write(path: string, text: string): void {
  if (path === "-") {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`Can't write ${path}: ${(error as Error).message}.`);
  }
}

interface Progress {
  show: (resources: number) => void;
  clear: () => void;
}

/** One line on a terminal that counts the resources, and is cleared when the plan is complete. */
function startProgress(stream: NodeJS.WriteStream): Progress {
  if (stream.isTTY !== true) return { show: () => {}, clear: () => {} };
  const line = (text: string) => stream.write(`\r\x1b[K${text}`);
  line("Loading the program ...");
  return { show: (resources) => line(`Planning: ${resources} resources`), clear: () => line("") };
}
