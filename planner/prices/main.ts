import { readFileSync } from "node:fs";
import { join } from "node:path";
import { knownInstanceTypes } from "../../policy-pack/pricing/instance-facts";
import { parsePriceBook } from "../../policy-pack/pricing/price-book";
import { InputError, runCommand, UsageError } from "../command";
import { explain } from "./failures";
import { HELP, readOptions, type Options } from "./options";
import { refreshed } from "./refresh";
import { changesText, saveBook } from "./save-book";

const BOOK = join(__dirname, "..", "..", "policy-pack", "pricing", "prices.json");

runCommand("prices", async () => {
  const options = readOptions(process.argv.slice(2));
  try {
    if (options.help) process.stdout.write(HELP);
    else await refresh(options);
    return 0;
  } catch (error) {
    const explanation = error instanceof UsageError ? undefined : explain(error);
    throw explanation === undefined ? error : new InputError(explanation);
  }
});

async function refresh(options: Options): Promise<void> {
  const book = parsePriceBook(readFileSync(BOOK, "utf8"));
  const today = new Date().toISOString().slice(0, 10);
  const merged = await refreshed(book, options.regions, knownInstanceTypes, aws(), today);
  process.stdout.write(`${changesText(merged)}${saveBook(BOOK, merged, options)}\n`);
}

/** Loaded late: wrong usage is reported without the SDK. */
function aws() {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true"; // a long warning about old versions of Node
  const { awsSources } = require("./aws-sources") as typeof import("./aws-sources");
  return awsSources;
}
