import { markup, type Markup } from "./markup";

export interface Heading {
  text: string;
  /** Aligned right. */
  number?: boolean;
}

/**
 * A table that scrolls inside its own frame where it is too wide; the frame can be reached by keyboard.
 *
 * @param groups the bodies, from {@link tableBody} or {@link tableGroup}
 */
export function table(caption: string, headings: Heading[], groups: Markup[], foot: Markup[] = []): Markup {
  return markup`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${headings.map(({ text, number }) =>
    number ? markup`<th scope="col" class="number">${text}</th>` : markup`<th scope="col">${text}</th>`,
  )}</tr></thead>
${groups}${foot.length > 0 ? markup`<tfoot>\n${foot}</tfoot>\n` : undefined}</table></div>
`;
}

export function tableBody(rows: Markup[]): Markup {
  return markup`<tbody>\n${rows}</tbody>\n`;
}

/** Rows below their own title. */
export function tableGroup(title: string, columns: number, rows: Markup[]): Markup {
  return tableBody([
    markup`<tr><th scope="rowgroup" colspan="${columns}" class="group">${title}</th></tr>\n`,
    ...rows,
  ]);
}
