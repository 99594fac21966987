/** Writes the docs: guides from docs/guides, the schema from schema/schema.graphql, a frame for the REST viewer. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { buildSchema } from "graphql";
import type { Plugin, Rolldown } from "vite";
import { html } from "./html.ts";
import { frame, type Entry, type Files, type Page, type Section } from "./layout.ts";
import { guide } from "./markdown.ts";
import { SCHEMA, schemaPages } from "./schema-pages.ts";

const ROOT = join(import.meta.dirname, "../..");
const GUIDES = join(ROOT, "docs/guides");
const SDL = join(ROOT, "schema/schema.graphql");
const START = "start";
/** In the order to read them; a guide that is not named here, or not written, stops the build. */
const ORDER = [
  START,
  "curl",
  "python",
  "javascript",
  "listen",
  "ci",
  "failures",
  "evidence",
  "import",
  "tables",
  "webhook",
  "registered",
];
const REST = "/docs/rest";

export function docs(): Plugin {
  return {
    name: "docs",
    apply: "build",
    buildStart() {
      this.addWatchFile(SDL);
      for (const name of ORDER) this.addWatchFile(join(GUIDES, `${name}.md`));
    },
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const guides = guidePages();
        const schema = schemaPages(buildSchema(readFileSync(SDL, "utf8")));
        const sections = menu(guides);
        const plain = filesOf(bundle, ["docs"]);
        for (const page of [...guides, ...schema]) {
          this.emitFile({ type: "asset", fileName: fileOf(page), source: frame(page, sections, plain) });
        }
        const rest = restPage();
        const source = frame(rest, sections, filesOf(bundle, ["docs", "rest"]));
        this.emitFile({ type: "asset", fileName: fileOf(rest), source });
      },
    },
  };
}

function guidePages(): Page[] {
  const written = readdirSync(GUIDES).filter((file) => file.endsWith(".md"));
  const unknown = written.filter((file) => !ORDER.includes(file.slice(0, -3)));
  if (unknown.length > 0) throw new Error(`Name in ORDER (web/site/plugin.ts): ${unknown.join(", ")}`);
  return ORDER.map((name) => {
    const { title, body } = guide(readFileSync(join(GUIDES, `${name}.md`), "utf8"));
    return { path: name === START ? "/docs" : `/docs/guides/${name}`, title, body };
  });
}

function restPage(): Page {
  const body = html`<h1>REST reference</h1>
    <p id="rest-token" role="status"></p>
    <div id="rest-reference"><noscript>The reference is drawn by a script; allow scripts for this page.</noscript></div>`;
  return { path: REST, title: "REST reference", body, application: true };
}

function menu(guides: readonly Page[]): Section[] {
  const reference: Entry[] = [
    { path: REST, title: "REST" },
    { path: SCHEMA, title: "GraphQL schema" },
    { path: `${SCHEMA}/Query`, title: "Queries" },
    { path: `${SCHEMA}/Mutation`, title: "Mutations" },
    { path: `${SCHEMA}/Subscription`, title: "Subscriptions" },
  ];
  return [
    { title: "Guides", entries: guides },
    { title: "Reference", entries: reference },
  ];
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
