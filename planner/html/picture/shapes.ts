import { markup, type Markup } from "../markup";

/** A drawing of known size for any place. */
export interface Block {
  width: number;
  height: number;
  at: (x: number, y: number) => Markup;
}

export const LINE = 17;
export const PADDING = 10;

/** Pixels of an average letter in the picture's font, rounded up. */
const LETTER = 6.5;
const NAME_LETTER = 8.2;

/** One line of text; its style is a class. */
export interface Line {
  text: string;
  style?: string;
}

export function text(x: number, y: number, content: string, style = ""): Markup {
  return markup`<text x="${x}" y="${y}" class="${style}">${content}</text>\n`;
}

export function box(x: number, y: number, width: number, height: number, style: string): Markup {
  return markup`<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="8" class="${style}"/>\n`;
}

/** Lines of text, one below the other. */
export function lines(x: number, y: number, all: Line[]): Markup[] {
  return all.map((line, index) => text(x, y + 13 + index * LINE, line.text, line.style));
}

/** A straight arrow, horizontal or vertical. */
export function arrow(x1: number, y1: number, x2: number, y2: number, style = "flow"): Markup {
  const [dx, dy] = [Math.sign(x2 - x1), Math.sign(y2 - y1)];
  const side = (turn: 1 | -1) => `${x2 - 7 * dx + 4 * dy * turn} ${y2 - 7 * dy + 4 * dx * turn}`;
  return markup`<path class="${style}" d="M${x1} ${y1}L${x2} ${y2}M${side(1)}L${x2} ${y2}L${side(-1)}"/>\n`;
}

/** A text on as many lines as the width needs; a word longer than a line is cut. */
export function wrapped(text: string, width: number, letter = LETTER): string[] {
  const letters = Math.max(1, Math.floor(width / letter));
  const lines: string[] = [];
  for (const piece of text.split(" ").flatMap((word) => cut(word, letters))) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + piece.length <= letters) {
      lines[lines.length - 1] = `${last} ${piece}`;
    } else {
      lines.push(piece);
    }
  }
  return lines;
}

/** Lines in the font of a name. */
export function wrappedName(name: string, width: number): Line[] {
  return wrapped(name, width, NAME_LETTER).map((line) => ({ text: line, style: "name" }));
}

/** Lines in the font of a remark. */
export function wrappedRemark(text: string, width: number): Line[] {
  return wrapped(text, width).map((line) => ({ text: line, style: "muted" }));
}

function cut(word: string, letters: number): string[] {
  return word.match(new RegExp(`.{1,${letters}}`, "gu")) ?? [word];
}

/** After the sixth pool the styles repeat. */
export function poolStyle(index: number): string {
  return `pool-${index % 6}`;
}
