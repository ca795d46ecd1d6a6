import { readFileSync } from "node:fs";
import { join } from "node:path";
import { knownInstanceTypes } from "../../policy-pack/pricing/instance-facts";
import { parsePriceBook } from "../../policy-pack/pricing/price-book";
import { runCommand } from "../command";
import { changesText } from "./changes-text";
import { explain } from "./failures";
import { HELP, readOptions, type Options } from "./options";
import { UsageError } from "../usage-error";
import { refreshed } from "./refresh";
import { saveBook } from "./save-book";

const BOOK = join(__dirname, "..", "..", "policy-pack", "pricing", "prices.json");

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options.help) process.stdout.write(HELP);
    else await refresh(options);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\nnpm run prices -- --help tells what can be asked.\n`);
      return 2;
    }
    const explanation = explain(error);
    if (explanation === undefined) throw error;
    process.stderr.write(`${explanation}\n`);
    return 1;
  }
}

async function refresh(options: Options): Promise<void> {
  const book = parsePriceBook(readFileSync(BOOK, "utf8"));
  const today = new Date().toISOString().slice(0, 10);
  const merged = await refreshed(book, options.regions, knownInstanceTypes, aws(), today);
  process.stdout.write(`${changesText(merged)}${saveBook(BOOK, merged, options)}\n`);
}

/** Loaded late: wrong usage is told without the SDK. */
function aws() {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true"; // it drowns what is said here
  const { awsSources } = require("./aws-sources") as typeof import("./aws-sources");
  return awsSources;
}

runCommand(main);
