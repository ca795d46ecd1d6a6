import { markup, type Markup } from "./markup";

/** One entry of a legend: the class paints the swatch. */
export interface LegendEntry {
  swatch: string;
  text: string;
}

/**
 * A drawing in two widths, for a desktop and for a phone, with the same font size. The style sheet shows one of them.
 *
 * @param draw draws one width, with ids that contain its name
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

/** The meaning of the colours and shapes of a drawing. */
export function legend(entries: LegendEntry[]): Markup {
  return markup`<ul class="legend">${entries.map(
    ({ swatch, text }) => markup`<li><span class="swatch ${swatch}" aria-hidden="true"></span>${text}</li>`,
  )}</ul>`;
}

/** An image with a title for screen readers. */
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
