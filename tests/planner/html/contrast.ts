import type { Page } from "playwright-core";

/** Text on the page, and its contrast with the background. */
export interface Contrast {
  text: string;
  ratio: number;
}

/**
 * Contrast of all visible text, the least first, as the browser computes colours; letters of a drawing are held
 * against its card. Formula: WCAG 2.2, "relative luminance" and "contrast ratio".
 *
 * The function runs in the page, without the helpers that sucrase would need for `?.` and `??`.
 */
export function textContrasts(page: Page): Promise<Contrast[]> {
  return page.evaluate(() => {
    const channels = (colour: string) => (colour.match(/[\d.]+/g) || []).map(Number);
    const luminance = (colour: string) => {
      const [red, green, blue] = channels(colour).map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const ratio = (one: string, other: string) => {
      const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light! + 0.05) / (dark! + 0.05);
    };
    const behind = (element: Element): string => {
      const colour = getComputedStyle(element).backgroundColor;
      const isClear = colour === "transparent" || channels(colour)[3] === 0;
      return isClear && element.parentElement ? behind(element.parentElement) : colour;
    };
    const inFront = (element: Element) => {
      const { color, fill } = getComputedStyle(element);
      return element.closest("svg") ? fill : color;
    };
    const hasText = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.nodeValue!));
    return [...document.querySelectorAll("body *:not(title)")]
      .filter((element) => hasText(element) && element.checkVisibility())
      .map((element) => ({
        text: element.textContent!.trim().slice(0, 60),
        ratio: ratio(inFront(element), behind(element)),
      }))
      .sort((one, other) => one.ratio - other.ratio);
  });
}
