/** How the board is bundled, so that its first list shows soon. */
import { fileURLToPath } from "node:url";
import { formatDocument, stringifyDocument } from "@urql/core";
import type { DocumentNode } from "graphql";
import type { Plugin } from "vite";

/** What the first script starts when the list is drawn. */
const MAIN = "/src/board/app/main.tsx";
/** A document as codegen writes it: one line of JSON and its type. */
const DOCUMENT = /^(export const \w+ = )(\{.*\})( as unknown as .*;)$/gm;

/** A module that is loaded when it is needed. */
const LATER = /\bimport\("[^"]+"\)/g;

/** The end of the names of modules that are built for the first list. */
const STATIC = "?static";
/** What stands for the libraries in them. */
const RUNTIME = fileURLToPath(new URL("src/board/first/runtime.ts", import.meta.url));
const LIBRARIES = new Set(["react", "react/jsx-runtime", "urql", "wouter"]);
/** Modules without any of the libraries: the whole board shares them. */
export const PLAIN = /src\/(shared\/(gateway|token)|board\/(first\/(held-events|webhooks-link)|list\/(neighbours|view)|shared\/words))\.ts$/;

const printed = (document: string) => stringifyDocument(formatDocument(JSON.parse(document) as DocumentNode) as DocumentNode);

export function board(): Plugin[] {
  return [
    {
      name: "documents-as-json",
      apply: "build",
      transform: {
        filter: { id: /\/src\/gql\/graphql\.ts$/ },
        order: "pre",
        /** Browsers read a string of JSON several times faster than the same object written in JavaScript. */
        handler: (code) =>
          code.replace(DOCUMENT, (_, start, json, end) => `${start}/* #__PURE__ */ JSON.parse(${JSON.stringify(json)})${end}`),
      },
    },
    {
      name: "static-modules",
      enforce: "pre",
      /** What a module of the first list imports belongs to the first list too. */
      async resolveId(source, importer, options) {
        if (!importer?.endsWith(STATIC)) return null;
        if (LIBRARIES.has(source)) return RUNTIME;
        const found = await this.resolve(source, importer, options);
        if (!found || found.id === RUNTIME || PLAIN.test(found.id)) return found;
        return { ...found, id: found.id + STATIC };
      },
      transform: {
        filter: { id: /\?static$/ },
        /** Documents as urql sends them; and what would load later never does. */
        handler: (code) =>
          code
            .replace(DOCUMENT, (_, start, json, end) => `${start}${JSON.stringify(printed(json))}${end}`)
            .replace(LATER, "undefined"),
      },
    },
    {
      name: "prefetch-main",
      apply: "build",
      transformIndexHtml: {
        order: "post",
        /** The large scripts load behind what the list needs, and are compiled and run after it: a preload competes with it. */
        handler(html, { bundle = {}, filename }) {
          if (!filename.endsWith("board.html")) return [];
          const main = Object.values(bundle).find((file) => file.type === "chunk" && file.facadeModuleId?.endsWith(MAIN));
          if (!main) throw new Error(`No script is made of ${MAIN}.`);
          const names = new Set([main.fileName]);
          for (const name of names) {
            const file = bundle[name];
            if (file?.type === "chunk") for (const imported of file.imports) names.add(imported);
          }
          const late = [...names].filter((name) => !html.includes(name));
          return late.map((name) => ({
            tag: "link",
            attrs: { rel: "prefetch", crossorigin: true, href: `./${name}` },
            injectTo: "head",
          }));
        },
      },
    },
  ];
}
