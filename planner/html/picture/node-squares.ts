import { markup } from "../markup";
import type { PoolFacts } from "./facts";
import type { Block } from "./shapes";

const SQUARE = 10;
const STEP = 14;
const MOST_ROWS = 2;

/** A square for each node that a pool may have; none where they would fill the card. */
export function nodeSquares({ least, expected, most }: PoolFacts, width: number): Block {
  const inRow = Math.max(1, Math.floor(width / STEP));
  const rows = Math.ceil(most / inRow);
  if (rows > MOST_ROWS) return { width, height: 0, at: () => markup`` };
  const style = (index: number) => (index < least ? "least" : index < expected ? "expected" : "room");
  return {
    width,
    height: rows * STEP + 6,
    at: (x, y) =>
      markup`${Array.from(
        { length: most },
        (_, index) =>
          markup`<rect class="node ${style(index)}" x="${x + (index % inRow) * STEP}" y="${y + 6 + Math.floor(index / inRow) * STEP}" width="${SQUARE}" height="${SQUARE}" rx="2"/>\n`,
      )}`,
  };
}
