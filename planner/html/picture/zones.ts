import { markup, type Markup } from "../markup";
import { poolCard } from "./cards";
import type { StackFacts } from "./facts";
import { arrow, box, text, type Block } from "./shapes";

const GAP = 8;
const HEAD = 74;
const POOL_GAP = 14;

/** The zones as columns, and the pools across them, each as wide as the zones that it uses. */
export interface Zones extends Block {
  /** For each pool the vertical middle of its card, from the top of the zones. */
  anchors: Map<string, number>;
}

/** @param least the least height; the pools are spread over it */
export function zonesBlock({ zones, pools }: StackFacts, width: number, least: number): Zones {
  const column = (width - GAP * (zones.length - 1)) / zones.length;
  const left = (index: number) => round(index * (column + GAP));
  const cards = pools.map((pool, index) =>
    poolCard(pool, index, round(column * pool.zones + GAP * (pool.zones - 1) - 2 * GAP)),
  );
  const cardHeights = cards.reduce((sum, card) => sum + card.height, 0);
  const height = Math.max(least, HEAD + cardHeights + POOL_GAP * (pools.length + 1));
  const gap = (height - HEAD - cardHeights) / (pools.length + 1);
  const tops = cards.map((_, index) =>
    round(HEAD + gap + cards.slice(0, index).reduce((sum, card) => sum + card.height + gap, 0)),
  );
  return {
    width,
    height,
    anchors: new Map(pools.map(({ name }, index) => [name, tops[index]! + cards[index]!.height / 2])),
    at: (x, y) =>
      markup`${zones.map((zone, index) => zoneColumn(zone, x + left(index), y, round(column), height))}
${cards.map((card, index) => card.at(x + GAP, y + tops[index]!))}`,
  };
}

function zoneColumn(
  { name, hasNat }: StackFacts["zones"][number],
  x: number,
  y: number,
  width: number,
  height: number,
): Markup {
  const middle = round(x + width / 2);
  return markup`${box(x, y, width, height, "zone")}
${
  hasNat
    ? markup`${box(x + 8, y + 12, width - 16, 28, "nat")}${text(middle, y + 31, "NAT gateway", "middle small")}${arrow(middle, y + 12, middle, y - 10, "flow")}`
    : text(middle, y + 31, "no NAT", "middle small muted")
}
${text(middle, y + 60, name, "middle")}`;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
