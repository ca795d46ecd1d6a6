import { HOURS_A_MONTH } from "../../policy-pack/pricing/money";
import { UsageError } from "../command";
import { rounded } from "../rounding";
import { counted } from "../text/layout";
import type { Estimate } from "./estimate";

/** An amount that the expected cost may reach. */
export interface Limit {
  /** As in the call: "--max 500/month". */
  text: string;
  usd: number;
  per: "hour" | "month";
}

export interface Limits {
  max?: Limit | undefined;
  maxIncrease?: Limit | undefined;
}

/**
 * Reads "2.50", "500/month".
 *
 * @throws UsageError
 */
export function readLimit(option: string, value: string | undefined): Limit | undefined {
  if (value === undefined) return undefined;
  const match = /^\$?(\d+(?:\.\d+)?)(?:\/(hour|month))?$/.exec(value);
  if (!match) {
    throw new UsageError(
      `${option} takes US dollars an hour, such as 2.50, or a month, such as 500/month, not "${value}".`,
    );
  }
  return { text: `${option} ${value}`, usd: Number(match[1]), per: (match[2] ?? "hour") as Limit["per"] };
}

/** Why the expected cost is above a limit, or can't be compared with it, one sentence each. */
export function overLimits({ programs, total, change }: Estimate, { max, maxIncrease }: Limits): string[] {
  const partial = programs.filter((program) => !program.total).map(({ input }) => input.source);
  return [
    ...(max
      ? total
        ? exceeded("The total", total.total.expected, total, max)
        : [
            `The total is unknown, and ${max.text} can't be checked: ${partial.join(", ")} leaves out unchanged resources. ` +
              "Write the preview with --show-sames, or add --base with an export.",
          ]
      : []),
    ...(maxIncrease
      ? change
        ? exceeded(
            "The increase",
            change.difference.expected,
            { unknown: change.unknown, atLeast: change.incomplete },
            maxIncrease,
          )
        : [
            `The increase is unknown, and ${maxIncrease.text} can't be checked: a state doesn't say what was before. Add --base.`,
          ]
      : []),
  ];
}

function exceeded(
  what: string,
  perHour: number,
  { unknown, atLeast }: { unknown: boolean; atLeast: boolean },
  { text, usd, per }: Limit,
): string[] {
  if (unknown) return [`${what} is unknown, and ${text} can't be checked: nothing that bills has a price.`];
  const amount = perHour * (per === "month" ? HOURS_A_MONTH : 1);
  if (rounded(amount) <= usd) return [];
  return [
    `${what} is ${atLeast ? "at least " : ""}${dollars(amount, usd)} ${per === "month" ? "a month" : "an hour"}, above ${text}.`,
  ];
}

/** What a total under its limit lacks, so that it proves little. */
export function doubts({ total, change }: Estimate, { max, maxIncrease }: Limits): string[] {
  const count =
    (total?.unpriced.length ?? 0) + (total?.mayBill.length ?? 0) + (total?.unknownUse.length ?? 0);
  return [
    ...(max && total?.atLeast && !total.unknown
      ? [`${max.text} is compared with what has a price: ${counted(count, "thing has", "things have")} none.`]
      : []),
    ...(maxIncrease && change?.incomplete && !change.unknown
      ? [`${maxIncrease.text} is compared with the part of the change that has a price.`]
      : []),
  ];
}

/** With as many digits as make it differ from its limit. */
function dollars(amount: number, limit: number): string {
  const least = amount < 0.995 ? 3 : 2;
  const digits = [least, 4, 5].find((count) => Number(amount.toFixed(count)) > limit) ?? 6;
  return `$${amount.toFixed(digits)}`;
}
