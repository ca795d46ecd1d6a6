import * as assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { htmlReport } from "../../../planner/html/report";
import { jsonReport } from "../../../planner/json-report";
import type { Plan } from "../../../planner/plan";
import { hourly, monthly } from "../../../planner/text/money";
import { HOURS_A_MONTH, SITUATIONS, type Money } from "../../../policy-pack/pricing/money";
import { STACKS } from "../../recordings";
import { launchChromium } from "./chromium";
import { textContrasts } from "./contrast";
import { planOf } from "./plans";

const SCREENS = [
  { name: "a phone", width: 390, height: 844 },
  { name: "a desktop", width: 1280, height: 900 },
];
const SCHEMES = ["light", "dark"] as const;

/** WCAG 2.2, success criterion 1.4.3. */
const LEAST_CONTRAST = 4.5;

describe("the HTML report in a browser", () => {
  let browser: Browser | undefined;
  let folder: string;
  const plans = new Map<string, Plan>();

  before(async function () {
    browser = await launchChromium();
    if (!browser) {
      console.log(
        "    No Chromium, so the HTML report isn't opened. Debian: apt-get install chromium. Elsewhere: set CHROMIUM to its path.",
      );
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), "html-report-"));
    for (const stack of STACKS) {
      plans.set(stack, await planOf(stack));
      writeFileSync(join(folder, `${stack}.html`), htmlReport(plans.get(stack)!));
    }
  });

  after(async () => {
    await browser?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  for (const stack of STACKS) {
    for (const { name, width, height } of SCREENS) {
      for (const colorScheme of SCHEMES) {
        describe(`${stack} on ${name}, ${colorScheme}`, () => {
          let page: Page;
          const complaints: string[] = [];
          const requests: string[] = [];

          before(async () => {
            page = await browser!.newPage({ viewport: { width, height }, colorScheme });
            page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
            page.on("pageerror", (error) => complaints.push(error.message));
            page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
            page.on("request", (request) => requests.push(request.url()));
            await page.goto(address(), { waitUntil: "load" });
          });

          after(() => page?.close());

          function address(): string {
            return pathToFileURL(join(folder, `${stack}.html`)).href;
          }

          it("asks for nothing but the file, and the console stays empty", () => {
            assert.deepEqual(complaints, []);
            assert.deepEqual(
              requests.filter((url) => !url.startsWith("data:")),
              [address()],
            );
          });

          it("does not scroll sideways, even with everything open", async () => {
            const needed = await page.evaluate(() => {
              for (const details of document.querySelectorAll("details")) details.open = true;
              const { scrollWidth } = document.scrollingElement!;
              for (const details of document.querySelectorAll("details")) details.open = false;
              return scrollWidth;
            });
            assert.ok(needed <= (await page.evaluate(() => window.innerWidth)), `it needs ${needed} px`);
          });

          it("shows the figures of the JSON report", async () => {
            const { perHour } = (JSON.parse(jsonReport(plans.get(stack)!)) as { cost: { perHour: Money } })
              .cost;
            const shown = (selector: string) => page.locator(selector).innerText();
            for (const situation of SITUATIONS) {
              const cell = `[data-situation="${situation}"]`;
              const dollars = hourly(perHour[situation]);
              assert.equal(await shown(`header ${cell}`), `$${dollars}`);
              assert.equal(await shown(`[data-total="hour"] ${cell}`), dollars);
            }
            const month = monthly(perHour.expected * HOURS_A_MONTH);
            assert.equal(await shown("header [data-usd-per-month]"), `$${month}`);
          });

          it("shows each figure once, drawn in a size that can be read", async () => {
            const figures = await page.evaluate(() =>
              [...document.querySelectorAll("figure")].map((figure) =>
                [...figure.querySelectorAll("svg")]
                  .filter((svg) => svg.checkVisibility())
                  .map((svg) => ({
                    box: svg.getBoundingClientRect().toJSON() as DOMRect,
                    scale: svg.getScreenCTM()!.a,
                  })),
              ),
            );
            assert.equal(figures.length, 3);
            for (const [figure, ...others] of figures) {
              assert.equal(others.length, 0);
              assert.ok(figure!.box.width > 200 && figure!.box.height > 100);
              assert.ok(figure!.box.left >= 0 && figure!.box.right <= width);
              assert.ok(figure!.scale > 0.9, `letters shrunk to ${figure!.scale}`);
            }
          });

          it("keeps the letters of a drawing inside of it", async () => {
            const outside = await page.evaluate(() =>
              [...document.querySelectorAll("figure svg")]
                .filter((svg) => svg.checkVisibility())
                .flatMap((svg) => {
                  const frame = svg.getBoundingClientRect();
                  return [...svg.querySelectorAll("text")]
                    .filter((text) => {
                      const { left, right, top, bottom } = text.getBoundingClientRect();
                      const isIn = left >= frame.left - 1 && right <= frame.right + 1;
                      return !isIn || top < frame.top - 1 || bottom > frame.bottom + 1;
                    })
                    .map((text) => text.textContent);
                }),
            );
            assert.deepEqual(outside, []);
          });

          it("sets text apart from what is behind it", async () => {
            const contrasts = await textContrasts(page);
            assert.ok(contrasts.length > 100);
            assert.deepEqual(
              contrasts.filter(({ ratio }) => ratio < LEAST_CONTRAST),
              [],
            );
          });

          it("wears the colours that the reader asked for", async () => {
            const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
            const [red = 0] = (paper.match(/\d+/g) ?? []).map(Number);
            assert.equal(red > 128 ? "light" : "dark", colorScheme);
          });

          it("lets the keyboard reach every table that scrolls and every part that opens", async () => {
            const missed = await page.evaluate(() =>
              [...document.querySelectorAll<HTMLElement>(".scroll, main > section > details > summary")]
                .filter((element) => {
                  element.focus();
                  return document.activeElement !== element;
                })
                .map((element) => element.outerHTML.slice(0, 80)),
            );
            assert.deepEqual(missed, []);
          });
        });
      }
    }
  }
});
