/** How the board is bundled, so that its first list shows soon. */
import { formatDocument, stringifyDocument } from "@urql/core";
import type { DocumentNode } from "graphql";
import type { Plugin } from "vite";
import { BoardViewerDocument, IssueListDocument } from "./src/gql/graphql.ts";

/** The name of the script that sends the first requests. */
export const EARLY = "early";
/** A document as codegen writes it: one line of JSON and its type. */
const DOCUMENT = /^(export const \w+ = )(\{.*\})( as unknown as .*;)$/gm;

const printed = (document: DocumentNode) => stringifyDocument(formatDocument(document) as DocumentNode);

/** Constants of `early.ts`: the documents as urql sends them, with `__typename`. */
export const EARLY_DOCUMENTS = {
  BoardViewer: printed(BoardViewerDocument),
  IssueList: printed(IssueListDocument),
};

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
      name: "early-script",
      apply: "build",
      transformIndexHtml: {
        order: "post",
        /** `async`: it runs when it is there, before the styles and the large scripts are. */
        handler(_html, { bundle, filename }) {
          if (!filename.endsWith("board.html")) return [];
          const chunk = Object.values(bundle ?? {}).find((file) => file.type === "chunk" && file.name === EARLY);
          if (!chunk) throw new Error("No script is named early.");
          const attrs = { type: "module", crossorigin: true, async: true, src: `./${chunk.fileName}` };
          return [{ tag: "script", attrs, injectTo: "head-prepend" }];
        },
      },
    },
  ];
}
