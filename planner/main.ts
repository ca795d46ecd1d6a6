import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ownConfiguration } from "../stacks/own-configuration";
import { describeProblems, SettingsError } from "../stacks/problems";
import { parseSettings, type StackSettings } from "../stacks/settings";
import {
  asEngineConfig,
  PROJECT,
  readStackFile,
  stackNames,
  StackFileError,
  type StackFile,
} from "./stack-file";

const HELP = `Shows what \`pulumi up\` would make of a stack, without a cloud, an account or the Pulumi CLI.

Usage: npm run plan -- [options]

  --stack NAME   the stack, by its file Pulumi.NAME.yaml (default: production)
  --json FILE    also write the plan as JSON; - writes it to stdout instead of the text
  --verbose      list every resource, and what each instance type leaves to pods
  --help         show this text

Exit code: 0 the plan stands; 1 settings are wrong or something doesn't fit; 2 wrong usage.
Colour is used on a terminal only; NO_COLOR turns it off.
`;

const ROOT = join(__dirname, "..");

interface Options {
  stack: string;
  json: string | undefined;
  verbose: boolean;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (typeof options === "number") return options;
  if (!stackNames(ROOT).includes(options.stack)) {
    process.stderr.write(
      `There is no Pulumi.${options.stack}.yaml. Stacks: ${stackNames(ROOT).join(", ")}.\n`,
    );
    return 2;
  }
  try {
    const file = readStackFile(ROOT, options.stack);
    return await plan(options, file, checked(file));
  } catch (error) {
    if (error instanceof StackFileError) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

/** The options, or the exit code of a call that ends here. */
function readOptions(): Options | number {
  try {
    const { values } = parseArgs({
      options: {
        stack: { type: "string", default: "production" },
        json: { type: "string" },
        verbose: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(HELP);
      return 0;
    }
    return { stack: values.stack, json: values.json, verbose: values.verbose };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
}

/** The settings, checked as the program checks them, with the lines of the file in what is wrong. */
function checked(file: StackFile): StackSettings {
  try {
    return parseSettings(ownConfiguration(PROJECT, asEngineConfig(file.config)), file.name);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    const lineOf = ([key, ...inner]: (string | number)[]) => file.lineOf(`${PROJECT}:${key}`, inner);
    throw new StackFileError(describeProblems(error.problems, file.name, lineOf));
  }
}

async function plan(
  { stack, json, verbose }: Options,
  file: StackFile,
  settings: StackSettings,
): Promise<number> {
  const progress = startProgress();
  // Loaded only now: the SDKs take most of a second, and wrong settings are told without them.
  const { makePlan, stands } = require("./plan") as typeof import("./plan");
  const made = await makePlan(stack, file, settings, () => require("../index"), progress.show);
  progress.clear();

  if (json !== undefined) {
    const { jsonReport } = require("./json-report") as typeof import("./json-report");
    if (json === "-") process.stdout.write(jsonReport(made));
    else if (!write(json, jsonReport(made))) return 2;
  }
  if (json !== "-") {
    const { textReport } = require("./text/report") as typeof import("./text/report");
    const colour = process.stdout.isTTY === true && !process.env["NO_COLOR"];
    process.stdout.write(textReport(made, { colour, verbose }));
  }
  return stands(made) ? 0 : 1;
}

function write(path: string, text: string): boolean {
  try {
    writeFileSync(path, text);
    return true;
  } catch (error) {
    process.stderr.write(`Can't write ${path}: ${(error as Error).message}\n`);
    return false;
  }
}

/** One line on a terminal that counts the resources, and goes when the plan is there. */
function startProgress(): { show: (count: number) => void; clear: () => void } {
  if (process.stderr.isTTY !== true) return { show: () => {}, clear: () => {} };
  const line = (text: string) => process.stderr.write(`\r\x1b[K${text}`);
  line("Loading the program ...");
  return { show: (count) => line(`Planning: ${count} resources`), clear: () => line("") };
}

void main().then((code) => {
  process.exitCode = code;
});
