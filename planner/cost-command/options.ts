import { parseArgs } from "node:util";
import { isDay, UsageError } from "../command";
import { readLimit, type Limits } from "./limits";

export const HELP = `Shows what the resources of any Pulumi program for EKS cost, from the output of \`pulumi preview --json\`
or \`pulumi stack export\`. Needs no cloud, no account and no network.

Usage: npm run cost -- FILE... [options]
       pulumi preview --json --show-sames | npm run --silent cost -- - [options]
       pulumi-cost FILE... [options], where the package is installed

  FILE             a preview, an export, a state file or an event log; - reads it from stdin.
                   Several files are several stacks, with one total
  --base FILE      what was before, an export or a preview: shows the change. A preview without
                   --show-sames takes its unchanged resources from it. One for each stack
  --filter PATTERN only resources whose URN, type or name matches; * is any text. Can be repeated
  --region REGION  the region of resources that name no other (default: found in the file)
  --today DATE     the day of the prices, YYYY-MM-DD (default: today)
  --usage FILE     how much is used of what is billed by use, as YAML: by pattern, amounts a month
  --usage-template write such a file for the given program instead, everything in it commented out
  --json           write the cost as JSON instead of text
  --markdown FILE  also write it as Markdown, short enough for a comment on a pull request
  --html FILE      also write it as one HTML page
                   (- in place of a FILE writes that report to stdout instead of the text)
  --strict         exit with 1 if a resource has no price
  --max USD        exit with 1 if the expected total is above that, an hour or as USD/month
  --max-increase USD  the same for the change
  --help           show this text

Exit code: 0 the cost is shown; 1 the file can't be priced, a limit is exceeded or can't be checked, or
under --strict a resource has no price; 2 wrong usage, or a file that can't be read or written.
`;

/** The arguments of a call. */
export interface CostOptions {
  /** Paths, or "-" for stdin. */
  files: string[];
  bases: string[];
  filter: string[];
  region: string | undefined;
  /** YYYY-MM-DD */
  today: string;
  /** A path. */
  usage: string | undefined;
  usageTemplate: boolean;
  json: boolean;
  /** Paths, or "-" for stdout. */
  markdown: string | undefined;
  html: string | undefined;
  strict: boolean;
  limits: Limits;
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
  const { base: bases = [], filter = [], region, usage, json, markdown, html, strict } = values;
  if (positionals.length === 0) throw new UsageError("A file is missing: name one, or - for stdin.");
  const twice = positionals.find((file, index) => positionals.indexOf(file) !== index);
  if (twice !== undefined) throw new UsageError(`${twice} is named twice, and would count twice.`);
  if ([...positionals, ...bases].filter((file) => file === "-").length > 1) {
    throw new UsageError("Only one file can come from stdin.");
  }
  if (!isDay(values.today)) {
    throw new UsageError(`--today takes a day as YYYY-MM-DD, not "${values.today}".`);
  }
  const limits = {
    max: readLimit("--max", values.max),
    maxIncrease: readLimit("--max-increase", values["max-increase"]),
  };
  const usageTemplate = values["usage-template"];
  if ([json || usageTemplate, markdown === "-", html === "-"].filter(Boolean).length > 1) {
    throw new UsageError("Only one report can go to stdout.");
  }
  return {
    files: positionals,
    bases,
    filter,
    region,
    today: values.today,
    usage,
    usageTemplate,
    json,
    markdown,
    html,
    strict,
    limits,
  };
}

function parsed(args: string[], today: string) {
  const text = { type: "string" } as const;
  const list = { type: "string", multiple: true } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        base: list,
        filter: list,
        region: text,
        max: text,
        "max-increase": text,
        today: { type: "string", default: today },
        usage: text,
        "usage-template": flag,
        json: flag,
        markdown: text,
        html: text,
        strict: flag,
        help: flag,
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
