import { markup, type Markup } from "../markup";

/** Something of a known height that can be drawn anywhere. */
export interface Block {
  width: number;
  height: number;
  at: (x: number, y: number) => Markup;
}

export const LINE = 17;
export const PADDING = 10;

/** Pixels of an average letter at the picture's size of letters, with something to spare. */
const LETTER = 6.5;
const NAME_LETTER = 8.2;

/** One line of text; its style is a class. */
export interface Line {
  words: string;
  style?: string;
}

export function text(x: number, y: number, words: string, style = ""): Markup {
  return markup`<text x="${x}" y="${y}" class="${style}">${words}</text>\n`;
}

export function box(x: number, y: number, width: number, height: number, style: string): Markup {
  return markup`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" class="${style}"/>\n`;
}

/** Lines of text, one below the other. */
export function lines(x: number, y: number, all: Line[]): Markup[] {
  return all.map(({ words, style }, index) => text(x, y + 13 + index * LINE, words, style));
}

/** A straight arrow, horizontal or vertical. */
export function arrow(x1: number, y1: number, x2: number, y2: number, style = "flow"): Markup {
  const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  const side = (turn: 1 | -1) => `${x2 - 7 * dx + 4 * dy * turn} ${y2 - 7 * dy + 4 * dx * turn}`;
  return markup`<path class="${style}" d="M${x1} ${y1}L${x2} ${y2}M${side(1)}L${x2} ${y2}L${side(-1)}"/>\n`;
}

/** Words on as many lines as the width needs; a word that is longer than a line is cut. */
export function wrapped(words: string, width: number, letter = LETTER): string[] {
  const letters = Math.max(1, Math.floor(width / letter));
  const made: string[] = [];
  for (const piece of words.split(" ").flatMap((word) => cut(word, letters))) {
    const last = made[made.length - 1];
    if (last !== undefined && last.length + 1 + piece.length <= letters) {
      made[made.length - 1] = `${last} ${piece}`;
    } else {
      made.push(piece);
    }
  }
  return made;
}

/** Lines in the letters of a name. */
export function wrappedName(name: string, width: number): Line[] {
  return wrapped(name, width, NAME_LETTER).map((words) => ({ words, style: "name" }));
}

/** Lines in the letters of a remark. */
export function wrappedRemark(words: string, width: number): Line[] {
  return wrapped(words, width).map((line) => ({ words: line, style: "muted" }));
}

function cut(word: string, letters: number): string[] {
  return word.match(new RegExp(`.{1,${letters}}`, "gu")) ?? [word];
}

/** Styles come round again after the sixth pool. */
export function poolStyle(index: number): string {
  return `pool-${index % 6}`;
}
