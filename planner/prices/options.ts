import { parseArgs } from "node:util";
import { pricedRegions } from "../../policy-pack/pricing/price-book";
import { UsageError } from "../command";
import { PERMISSIONS } from "./failures";

export const HELP = `Refreshes the prices of regions from AWS, and shows what changed and what stays.

Usage: npm run prices -- --region R [--region R2 ...] [--dry-run]

  --region R  a region to refresh, for example us-east-1; may be given more than once
  --dry-run   show what would change, write nothing
  --help      show this text

It writes, below policy-pack/pricing: prices/R.json (instances of every type that the region sells, and services),
databases/R.json, and instance-catalog.json, to which it adds the facts of new types. A price that AWS doesn't return stays.
It needs AWS credentials with the permissions ${PERMISSIONS}.
Exit code: 0 done; 1 AWS has no usable prices, nothing is written; 2 wrong usage or an unknown region.
`;

/** The arguments of a call. Each region is there once. */
export interface Options {
  regions: string[];
  dryRun: boolean;
  help: boolean;
}

/**
 * Reads the arguments of a call.
 *
 * @throws UsageError
 */
export function readOptions(args: string[]): Options {
  const { region = [], "dry-run": dryRun = false, help = false } = parsed(args);
  if (!help && region.length === 0)
    throw new UsageError("A region is missing: name at least one with --region.");
  const wrong = region.find((name) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(name));
  if (wrong !== undefined) {
    throw new UsageError(`"${wrong}" is not the code of an AWS region, for example us-east-1.`);
  }
  const unknown = region.find((name) => !pricedRegions().includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`${unknown} has no price book. Those that have one: ${pricedRegions().join(", ")}.`);
  }
  return { regions: [...new Set(region)], dryRun, help };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        region: { type: "string", multiple: true },
        "dry-run": { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
