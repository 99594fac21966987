/** Guides and descriptions: Markdown to HTML, code coloured at build time by classes. */
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import graphql from "highlight.js/lib/languages/graphql";
import ini from "highlight.js/lib/languages/ini";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import nginx from "highlight.js/lib/languages/nginx";
import plaintext from "highlight.js/lib/languages/plaintext";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import yaml from "highlight.js/lib/languages/yaml";
import MarkdownIt from "markdown-it";
import { Html } from "./html.ts";

// A diagram is shown as its source: drawing it would take a library of several megabytes.
const LANGUAGES = { bash, graphql, ini, javascript, json, mermaid: plaintext, nginx, python, text: plaintext, typescript, yaml };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/** Gives the address of a link's target, or null for a target that is no page. */
type Resolve = (target: string) => string | null;

const markdown = new MarkdownIt({ html: false, highlight: colour });

markdown.renderer.rules["heading_open"] = (tokens, index) => {
  const token = tokens[index];
  const text = tokens[index + 1]?.content ?? "";
  return `<${token?.tag} id="${slug(text)}">`;
};
// A block that scrolls sideways must be reachable with the keyboard.
const fence = markdown.renderer.rules["fence"];
markdown.renderer.rules["fence"] = (...args) => (fence?.(...args) ?? "").replace("<pre>", '<pre tabindex="0">');
// A wide table scrolls on its own, so that the page does not.
markdown.renderer.rules["table_open"] = () => '<div class="scroll" tabindex="0"><table>';
markdown.renderer.rules["table_close"] = () => "</table></div>";

export interface Guide {
  readonly title: string;
  readonly lead: string;
  readonly body: Html;
}

// A link to a file that the gateway does not serve is shown as its text.
markdown.core.ruler.push("addresses", ({ tokens, env }) => {
  const resolve = (env?.["resolve"] ?? ((target: string) => target)) as Resolve;
  for (const { children } of tokens) {
    let isServed = true;
    for (const token of children ?? []) {
      if (token.type === "link_open") {
        const address = resolve(String(token.attrGet("href") ?? ""));
        isServed = address !== null;
        if (address !== null) token.attrSet("href", address);
        else token.attrs = null;
      }
      if (!isServed && token.type.startsWith("link_")) token.tag = "span";
    }
  }
});

/** A page: its first heading is its title, the paragraph after it says what it is about. */
export function guide(source: string, resolve: Resolve): Guide {
  const [, title, lead] = /^# (.+)\n\n([^\n]+(?:\n[^\n]+)*)/.exec(source) ?? [];
  if (!title || !lead) throw new Error("A page begins with a heading and a paragraph.");
  return { title, lead: lead.replaceAll("\n", " "), body: new Html(markdown.render(source, { resolve })) };
}

/** A description in the schema. */
export function inline(text: string): Html {
  return new Html(markdown.renderInline(text.replaceAll("\n", " ")));
}

export function code(source: string, language: string): Html {
  return new Html(`<pre tabindex="0"><code>${colour(source, language)}</code></pre>`);
}

function colour(source: string, language: string): string {
  if (!language) return hljs.highlight(source, { language: "text" }).value;
  if (!hljs.getLanguage(language)) throw new Error(`No colours for code in ${language || "no language"}.`);
  return hljs.highlight(source, { language }).value;
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
}
