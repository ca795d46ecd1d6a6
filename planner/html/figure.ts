import { markup, type Markup } from "./markup";

/** One entry of a legend: the class paints the swatch. */
export interface LegendEntry {
  swatch: string;
  text: string;
}

/**
 * A drawing twice: for a desktop's width and, with the same size of letters, for a phone's. The style sheet shows one.
 *
 * @param draw makes the drawing; its name makes the ids in it unique
 */
export function figure(
  caption: string,
  entries: LegendEntry[],
  draw: (width: "wide" | "narrow") => Markup,
  ...below: Markup[]
): Markup {
  return markup`<figure>
<figcaption>${caption}</figcaption>
${legend(entries)}
<div class="wide">${draw("wide")}</div>
<div class="narrow">${draw("narrow")}</div>
${below}
</figure>
`;
}

/** What the colours and shapes of a drawing stand for. */
export function legend(entries: LegendEntry[]): Markup {
  return markup`<ul class="legend">${entries.map(
    ({ swatch, text }) => markup`<li><span class="swatch ${swatch}" aria-hidden="true"></span>${text}</li>`,
  )}</ul>`;
}

/** An image that a screen reader announces by its title. */
export function image(
  id: string,
  title: string,
  { width, height }: { width: number; height: number },
  content: Markup | readonly Markup[],
): Markup {
  return markup`<svg role="img" aria-labelledby="${id}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<title id="${id}">${title}</title>
${content}</svg>`;
}
