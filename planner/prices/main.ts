import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  DATABASES_FOLDER,
  parseDatabasePrices,
  parsePriceBook,
  PRICES_FOLDER,
} from "../../policy-pack/pricing/price-book";
import { InputError, runCommand, UsageError } from "../command";
import { explain } from "./failures";
import { mergeCatalog, mergePrices, type InstanceCatalog, type Merged, type RegionPrices } from "./merge";
import { HELP, readOptions, type Options } from "./options";
import { askAws } from "./refresh";
import { catalogText, changesText, checked, saveFiles, type PriceFile } from "./save-book";

const CATALOG = join(PRICES_FOLDER, "..", "instance-catalog.json");

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
  const before = read(CATALOG, (text) => JSON.parse(text) as InstanceCatalog);
  let catalog = before;
  const files: PriceFile[] = [];
  for (const region of options.regions) {
    const answer = await askAws(region, aws());
    const merged = mergePrices(pricesOf(region), answer, today);
    const types = mergeCatalog(catalog, answer.instanceTypes);
    catalog = types.catalog;
    if (merged.changes.length > 0) files.push(...filesOf(merged)); // a new date alone is not a change
    process.stdout.write(changesText(merged) + catalogText(types));
  }
  if (catalog !== before) files.push({ path: CATALOG, content: catalog, check: JSON.parse });
  saveFiles(files, options);
  const names = files.map(({ path }) => path).join(", ");
  const done = options.dryRun ? "A dry run: not written" : "Written";
  process.stdout.write(files.length > 0 ? `${done}: ${names}.\n` : "Nothing to write: no price changed.\n");
}

function pricesOf(region: string): RegionPrices {
  const databases = join(DATABASES_FOLDER, `${region}.json`);
  return {
    book: read(join(PRICES_FOLDER, `${region}.json`), parsePriceBook),
    databases: existsSync(databases) ? read(databases, parseDatabasePrices) : undefined,
  };
}

function read<T>(path: string, parse: (text: string) => T): T {
  return checked(path, readFileSync(path, "utf8"), parse);
}

function filesOf({ book, databases }: Merged): PriceFile[] {
  const file = `${book.region}.json`;
  return [
    { path: join(PRICES_FOLDER, file), content: book, check: parsePriceBook },
    ...(databases
      ? [{ path: join(DATABASES_FOLDER, file), content: databases, check: parseDatabasePrices }]
      : []),
  ];
}

/** Loaded late: wrong usage is reported without the SDK. */
function aws() {
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true"; // a long warning about old versions of Node
  const { awsSources } = require("./aws-sources") as typeof import("./aws-sources");
  return awsSources;
}
