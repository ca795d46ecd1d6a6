import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Markup, markup } from "./markup";

/** The page loads nothing and has no scripts. */
const CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

const STYLESHEETS = ["page.css", "tables.css", "figures.css", "picture/picture.css"];

/** A whole document around its content. */
export function page(title: string, content: readonly (Markup | undefined)[]): Markup {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>
${styles()}</style>
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
}

/** A part of the page with its own heading. */
export function section(id: string, title: string, ...content: (Markup | undefined)[]): Markup {
  return markup`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${content}
</section>
`;
}

function styles(): Markup {
  return new Markup(STYLESHEETS.map((name) => readFileSync(join(__dirname, name), "utf8")).join("\n"));
}
