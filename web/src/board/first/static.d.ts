/** Modules that `web/board-bundle.ts` builds for the script that draws the first list. */

declare module "*/first-list.tsx?static" {
  export const drawList: typeof import("./first-list.tsx").drawList;
}

/** Documents as urql sends them. */
declare module "*/graphql.ts?static" {
  export const BoardViewerDocument: string;
  export const IssueListDocument: string;
}
