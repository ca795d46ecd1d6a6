import { parseArgs } from "node:util";
import { isDay, UsageError } from "./command";

export const HELP = `Shows what \`pulumi up\` would create for a stack, what that costs and which rules it breaks, without a
cloud, an account or the Pulumi CLI.

Usage: npm run plan -- [options]

  --stack NAME        the stack, by its file Pulumi.NAME.yaml (default: production)
  --config-file FILE  read the stack's settings from this file instead
  --verbose           list every resource, and what each instance type leaves to pods
  --json FILE         also write the plan as JSON
  --markdown FILE     also write it as Markdown, short enough for a comment on a pull request
  --html FILE         also write it as one HTML page with charts
                      (- in place of a FILE writes that report to stdout instead of the text)
  --base FILE         compare with an earlier --json: what is added, removed, replaced and changed, and its cost
  --today DATE        the day of the prices and the Kubernetes support, YYYY-MM-DD (default: today)
  --help              show this text

Exit code: 0 the plan passes; 1 settings are wrong, pods don't fit or a mandatory rule is broken;
2 wrong usage, or a file that can't be read or written. Colour is used on a terminal only; NO_COLOR turns it off.
`;

/** The arguments of a call. */
export interface Options {
  stack: string;
  configFile: string | undefined;
  today: string;
  verbose: boolean;
  help: boolean;
  json: string | undefined;
  markdown: string | undefined;
  html: string | undefined;
  base: string | undefined;
}

/**
 * Reads the arguments of a call.
 *
 * @param today the day of the call, YYYY-MM-DD
 * @throws UsageError
 */
export function readOptions(args: string[], today: string): Options {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      args,
      options: {
        stack: { type: "string", default: "production" },
        "config-file": text,
        today: { type: "string", default: today },
        verbose: flag,
        help: flag,
        json: text,
        markdown: text,
        html: text,
        base: text,
      },
    });
    if (!isDay(values.today)) throw new Error(`--today takes a day as YYYY-MM-DD, not "${values.today}".`);
    const { json, markdown, html, base } = values;
    if ([json, markdown, html].filter((file) => file === "-").length > 1) {
      throw new Error("Only one report can go to stdout.");
    }
    return { ...values, configFile: values["config-file"], json, markdown, html, base };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
