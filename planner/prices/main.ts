import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePriceBook, PRICES_FOLDER } from "../../policy-pack/pricing/price-book";
import { InputError, runCommand, UsageError } from "../command";
import { explain } from "./failures";
import { HELP, readOptions, type Options } from "./options";
import { refreshed } from "./refresh";
import { changesText, saveBook } from "./save-book";

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

/** All answers come before anything is written. */
async function refresh(options: Options): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const merged = [];
  for (const region of options.regions) {
    merged.push(await refreshed(parsePriceBook(readFileSync(pathOf(region), "utf8")), aws(), today));
  }
  for (const one of merged) {
    const saved = saveBook(pathOf(one.book.region), one, options);
    process.stdout.write(`${one.book.region}\n${changesText(one)}${saved}\n`);
  }
}

function pathOf(region: string): string {
  return join(PRICES_FOLDER, `${region}.json`);
}

/** Loaded late: wrong usage is reported without the SDK. */
function aws() {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true"; // a long warning about old versions of Node
  const { awsSources } = require("./aws-sources") as typeof import("./aws-sources");
  return awsSources;
}
