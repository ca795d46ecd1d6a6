import { parseArgs } from "node:util";
import { UsageError } from "../command";

export const HELP = `Refreshes the EC2 prices of policy-pack/pricing/prices.json from AWS and shows what changed.

Usage: npm run prices -- --region R [--region R2 ...] [--dry-run]

  --region R  a region to refresh, for example us-east-1; may be given more than once
  --dry-run   show what would change, write nothing
  --help      show this text

It needs AWS credentials with the permissions pricing:GetProducts and ec2:DescribeSpotPriceHistory.
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
