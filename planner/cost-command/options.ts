import { parseArgs } from "node:util";
import { isDay, UsageError } from "../command";

export const HELP = `Shows what the resources of any Pulumi program for EKS cost, from the output of \`pulumi preview --json\`
or \`pulumi stack export\`. Needs no cloud, no account and no network.

Usage: npm run cost -- FILE [options]
       pulumi preview --json | npm run --silent cost -- - [options]
       pulumi-cost FILE [options], where the package is installed

  FILE             the preview or the export; - reads it from stdin
  --region REGION  the region of the prices (default: found in the file)
  --today DATE     the day of the prices, YYYY-MM-DD (default: today)
  --json           write the cost as JSON instead of text
  --strict         exit with 1 if a resource has no price
  --help           show this text

Exit code: 0 the cost is shown; 1 the file can't be priced, or under --strict a resource has no price;
2 wrong usage, or a file that can't be read or written.
`;

/** The arguments of a call. */
export interface CostOptions {
  /** A path, or "-" for stdin. */
  file: string;
  region: string | undefined;
  /** YYYY-MM-DD */
  today: string;
  json: boolean;
  strict: boolean;
}

/**
 * Reads the arguments of a call; undefined for --help.
 *
 * @param today the day of the call, YYYY-MM-DD
 * @throws UsageError
 */
export function readCostOptions(args: string[], today: string): CostOptions | undefined {
  const { values, positionals } = parsed(args, today);
  if (values.help) return undefined;
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError("A file is missing: name one, or - for stdin.");
  if (others.length > 0) throw new UsageError(`Only one file at a time, without ${others.join(", ")}.`);
  if (!isDay(values.today)) {
    throw new UsageError(`--today takes a day as YYYY-MM-DD, not "${values.today}".`);
  }
  const { region, json, strict } = values;
  return { file, region, today: values.today, json, strict };
}

function parsed(args: string[], today: string) {
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        region: { type: "string" },
        today: { type: "string", default: today },
        json: flag,
        strict: flag,
        help: flag,
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
