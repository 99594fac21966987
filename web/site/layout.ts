/** The frame around every page of the docs. */
import { html, type Html } from "./html.ts";

export interface Page {
  /** Where the page is, below the host: `/docs/guides/curl`. */
  readonly path: string;
  readonly title: string;
  readonly body: Html;
  /** Is drawn by an application that brings its own style and width. */
  readonly application?: boolean;
}

export interface Entry {
  readonly path: string;
  readonly title: string;
}

export interface Section {
  readonly title: string;
  readonly entries: readonly Entry[];
}

export interface Files {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  readonly icon: string;
}

export function frame(page: Page, sections: readonly Section[], files: Files): string {
  const menu = sections.map(
    ({ title, entries }) => html`
      <h2>${title}</h2>
      <ul>
        ${entries.map((entry) => html`<li><a href="${entry.path}"${current(page, entry)}>${entry.title}</a></li>`)}
      </ul>`,
  );
  const text = html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${page.title} · issue-gateway</title>
    <link rel="icon" href="/${files.icon}" type="image/svg+xml">
    ${files.styles.map((file) => html`<link rel="stylesheet" href="/${file}">`)}
    ${files.scripts.map((file) => html`<script type="module" src="/${file}"></script>`)}
  </head>
  <body>
    <a class="skip" href="#content">Skip to the content</a>
    <header class="page-header">
      <nav aria-label="Pages of the gateway">
        <a class="brand" href="/graphql">issue-gateway</a>
        <a href="/graphql">Playground</a>
        <a href="/board">Board</a>
        <a href="/docs" aria-current="page">Docs</a>
      </nav>
    </header>
    <div class="${page.application ? "frame wide" : "frame"}">
      <nav class="menu" aria-label="Docs">
        <details open>
          <summary>Contents</summary>
          ${menu}
        </details>
      </nav>
      <main id="content"${!page.application && html` class="prose"`}>${page.body}</main>
    </div>
  </body>
</html>
`.text;
  return relative(text, page.path);
}

/** Links from the root, here and in the bodies of pages, as links from `path`: a proxy may have put a prefix before both. */
function relative(text: string, path: string): string {
  const up = "../".repeat(path.split("/").length - 2);
  return text.replaceAll(/ (href|src)="\//g, ` $1="${up}`);
}

function current(page: Page, entry: Entry): Html | false {
  return page.path === entry.path && html` aria-current="page"`;
}
