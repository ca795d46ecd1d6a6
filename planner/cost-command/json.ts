import { HOURS_A_MONTH, money, type Money } from "../../policy-pack/pricing/money";
import { METERS } from "../../policy-pack/pricing/usage";
import { rounded } from "../rounding";
import type { CostChange, Estimate, PricedProgram, ResourceCost, Total } from "./estimate";
import { isKnown } from "./report";

/** The version of the JSON's shape; it rises when a field is removed or changes its meaning. */
const SCHEMA = 2;

/**
 * The cost as data. Amounts are US dollars, each as { floor, expected, ceiling, spotGone }; lower bounds where `atLeast`
 * is true, null where nothing has a price. `total` is null where only a change is known, `change` where there is none.
 */
export function costJson({ programs, total, change, today, notes }: Estimate): string {
  const report = {
    schema: SCHEMA,
    today,
    currency: "USD",
    programs: programs.map(programJson),
    total: total ? totalJson(total) : null,
    change: change ? changeJson(change) : null,
    notes,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function programJson({ input, region, total, change, notes }: PricedProgram) {
  return {
    source: input.source,
    kind: input.kind,
    stack: input.stack ?? null,
    region: region.name,
    regionOrigin: region.origin,
    resources: input.count,
    errors: input.errors,
    total: total ? sums(total) : null,
    change: change ? changeSums(change) : null,
    notes,
  };
}

function totalJson(total: Total) {
  return { ...sums(total), resources: total.resources.map(resourceJson) };
}

function sums({ total, atLeast, unknown }: Total) {
  return { atLeast, unknown, ...amounts(total, unknown) };
}

function resourceJson({ resource, region, lines, unknownUse, unpriced, mayBill, total }: ResourceCost) {
  const lacks = unknownUse.length + unpriced.length + mayBill.length > 0;
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    region,
    atLeast: lacks,
    ...amounts(total, lacks && lines.length === 0),
    lines: lines.map(({ item, cost, rate, source, derived }) => ({
      item,
      ...(rate
        ? { quantity: rounded(rate.quantity), unit: rate.unit, unitPrice: exact(rate.usd) }
        : { quantity: null, unit: null, unitPrice: null }),
      ...amounts(cost, false),
      source,
      derived: derived ?? null,
    })),
    unknownUse: unknownUse.map(({ item, meter, usd, source, derived }) => ({
      item,
      meter,
      unit: METERS[meter],
      unitPrice: exact(usd),
      source,
      derived: derived ?? null,
    })),
    unpriced: unpriced.map(({ reason }) => reason),
    mayBill: mayBill.map(({ reason }) => reason),
  };
}

function changeJson(change: CostChange) {
  return {
    ...changeSums(change),
    resources: change.resources.map((each) => {
      const { kind, urn, type, name, because, before, after, difference } = each;
      return {
        kind,
        urn,
        type,
        name,
        because,
        before: before ? resourceJson(before) : null,
        after: after ? resourceJson(after) : null,
        ...amounts(difference, !isKnown(each)),
      };
    }),
  };
}

function changeSums({ against, before, after, difference, incomplete, unknown }: CostChange) {
  return {
    against,
    incomplete,
    unknown,
    beforePerHour: before ? band(before) : null,
    afterPerHour: after ? band(after) : null,
    ...amounts(difference, unknown),
  };
}

function amounts(hour: Money, unknown: boolean) {
  return unknown
    ? { perHour: null, perMonth: null }
    : { perHour: band(hour), perMonth: band(hour, HOURS_A_MONTH) };
}

function band(hour: Money, hours = 1): Money {
  return money((situation) => rounded(hour[situation] * hours));
}

/** A request costs less than a millionth of a dollar. */
function exact(usd: number): number {
  return Number(usd.toPrecision(9));
}
