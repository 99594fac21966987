/** The table of contents of the docs: read from docs/README.md, so that the index and the menu are the same. */
import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { Entry, Section } from "./layout.ts";
import { SCHEMA } from "./schema-pages.ts";

export const REST = "/docs/rest";
const ROOT = resolve(import.meta.dirname, "../..");
const DOCS = join(ROOT, "docs");
const INDEX = join(DOCS, "README.md");
const DECISIONS = join(DOCS, "decisions");
const CHANGELOG = join(ROOT, "CHANGELOG.md");
/** Files of the repository that a page of the gateway shows in another form. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  [join(ROOT, "schema/schema.graphql")]: SCHEMA,
  [join(ROOT, "rest_compat/openapi.json")]: REST,
};

export interface Document {
  readonly file: string;
  readonly path: string;
}

/** The menu: a section for each heading of the index, an entry for each of its links. */
export function sections(): Section[] {
  const text = readFileSync(INDEX, "utf8");
  return [...text.matchAll(/^## (.+)\n([^]*?)(?=^## |$(?![^]))/gm)].map(([, title = "", body = ""]) => ({
    title,
    entries: [...body.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, name = "", target = ""]) => entry(name, target)),
  }));
}

/** Every Markdown file that is a page. A file of docs/ that the index does not name stops the build. */
export function documents(): Document[] {
  const named = new Set(sections().flatMap(({ entries }) => entries.map(({ path }) => path)));
  const pages = files(DOCS)
    .filter((file) => file !== INDEX)
    .concat(CHANGELOG)
    .map((file) => ({ file, path: pathOf(file) }));
  const missing = pages.filter(({ file, path }) => dirname(file) !== DECISIONS && !named.has(path));
  if (missing.length > 0) throw new Error(`Name in docs/README.md: ${missing.map(({ file }) => file).join(", ")}`);
  return pages;
}

export function isDecision({ file }: Document): boolean {
  return dirname(file) === DECISIONS;
}

/** Where a link in the Markdown of `file` leads; null for a file that the gateway does not serve. */
export function addressOf(target: string, file: string): string | null {
  if (/^(https?:|\/|#)/.test(target)) return target;
  const [place = "", fragment] = target.split("#");
  const path = pathOf(resolve(dirname(file), place));
  return path === "" ? null : path + (fragment ? `#${fragment}` : "");
}

function entry(name: string, target: string): Entry {
  const path = addressOf(target, INDEX);
  if (!path) throw new Error(`docs/README.md names ${target}, which is no page.`);
  return { path, title: name.charAt(0).toUpperCase() + name.slice(1) };
}

/** The path of the page that shows a file or folder of the repository; empty where there is none. */
function pathOf(file: string): string {
  if (file in ELSEWHERE) return ELSEWHERE[file] ?? "";
  if (file === CHANGELOG) return "/docs/changelog";
  if (file === DECISIONS) return "/docs/decisions";
  if (file === join(DOCS, "guides/start.md")) return "/docs";
  const inside = relative(DOCS, file);
  return inside.startsWith("..") || !inside.endsWith(".md") ? "" : `/docs/${inside.slice(0, -".md".length)}`;
}

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((found) => found.isFile() && found.name.endsWith(".md"))
    .map((found) => join(found.parentPath, found.name))
    .sort((one, other) => basename(one).localeCompare(basename(other)));
}
