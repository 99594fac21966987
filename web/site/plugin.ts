/** Writes the docs: pages from docs/, the schema from schema/schema.graphql, a frame for the REST viewer. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema } from "graphql";
import type { Plugin, Rolldown } from "vite";
import { REST, addressOf, documents, isDecision, sections, type Document } from "./contents.ts";
import { html } from "./html.ts";
import { frame, type Files, type Page } from "./layout.ts";
import { guide } from "./markdown.ts";
import { schemaPages } from "./schema-pages.ts";

const ROOT = join(import.meta.dirname, "../..");
const SDL = join(ROOT, "schema/schema.graphql");

export function docs(): Plugin {
  return {
    name: "docs",
    apply: "build",
    buildStart() {
      this.addWatchFile(SDL);
      for (const { file } of documents()) this.addWatchFile(file);
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const written = documentPages();
        const schema = schemaPages(buildSchema(readFileSync(SDL, "utf8")));
        const menu = sections();
        const plain = filesOf(bundle, ["docs"]);
        for (const page of [...written, ...schema]) {
          this.emitFile({ type: "asset", fileName: fileOf(page), source: frame(page, menu, plain) });
        }
        const rest = restPage();
        const source = frame(rest, menu, filesOf(bundle, ["docs", "rest"]));
        this.emitFile({ type: "asset", fileName: fileOf(rest), source });
      },
    },
  };
}

function documentPages(): Page[] {
  const all = documents();
  return [...all.map(documentPage), decisionsPage(all.filter(isDecision).map(documentPage))];
}

function documentPage({ file, path }: Document): Page {
  const { title, body } = guide(readFileSync(file, "utf8"), (target) => addressOf(target, file));
  return { path, title, body };
}

function decisionsPage(decisions: readonly Page[]): Page {
  const body = html`<h1>Decisions</h1>
    <p>One page for each choice that a reader would question.</p>
    <ul>
      ${decisions.map(({ path, title }) => html`<li><a href="${path}">${title}</a></li>`)}
    </ul>`;
  return { path: "/docs/decisions", title: "Decisions", body };
}

function restPage(): Page {
  const body = html`<h1>REST reference</h1>
    <p id="rest-token" role="status"></p>
    <div id="rest-reference"><noscript>The reference is drawn by a script; allow scripts for this page.</noscript></div>`;
  return { path: REST, title: "REST reference", body, application: true };
}

/** `/docs` is docs/index.html, `/docs/rest` is docs/rest.html: the gateway looks for them there. */
function fileOf({ path }: Page): string {
  return path === "/docs" ? "docs/index.html" : `${path.slice(1)}.html`;
}

function filesOf(bundle: Rolldown.OutputBundle, entries: readonly string[]): Files {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const wanted = entries.map((name) => {
    const chunk = chunks.find((file) => file.isEntry && file.name === name);
    if (!chunk) throw new Error(`No entry ${name}.`);
    return chunk;
  });
  const icon = Object.values(bundle).find((file) => file.type === "asset" && file.names.includes("icon.svg"));
  if (!icon) throw new Error("No icon.");
  const styles = wanted.flatMap((chunk) => [
    ...chunk.imports.flatMap((name) => stylesOf(chunks.find(({ fileName }) => fileName === name))),
    ...stylesOf(chunk),
  ]);
  return { scripts: wanted.map(({ fileName }) => fileName), styles: [...new Set(styles)], icon: icon.fileName };
}

function stylesOf(chunk: Rolldown.OutputChunk | undefined): string[] {
  return [...(chunk?.viteMetadata?.importedCss ?? [])];
}
