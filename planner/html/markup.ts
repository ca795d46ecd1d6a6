/** Text that is already HTML. Everything else in a template is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Insertable = string | number | Markup | undefined | readonly (Markup | undefined)[];

/** HTML or SVG from a template. Strings and numbers are escaped, markup is not, undefined is left out. */
export function markup(parts: TemplateStringsArray, ...values: Insertable[]): Markup {
  return new Markup(parts.reduce((text, part, index) => text + insert(values[index - 1]) + part));
}

/** Pieces one after the other. */
export function joined(pieces: readonly (Markup | undefined)[]): Markup {
  return markup`${pieces}`;
}

function insert(value: Insertable): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(insert).join("");
  return escape(String(value));
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
