/** The person whose token the board uses, and what that token may do. */
import { createContext, useContext } from "react";
import type { BoardViewerQuery } from "../../gql/graphql.ts";

export interface Viewer {
  /** Whether the gateway has said who it is. */
  readonly isKnown: boolean;
  readonly email: string;
  readonly author: string;
  readonly mayWrite: boolean;
  readonly isAdmin: boolean;
}

/** The viewer of an answer; nobody until it is there. */
export function viewerOf(answer: BoardViewerQuery | undefined): Viewer {
  const scope = answer?.viewer.scope;
  return {
    isKnown: answer !== undefined,
    email: answer?.viewer.email ?? "",
    author: answer?.viewer.author ?? "",
    mayWrite: scope === "WRITE" || scope === "ADMIN",
    isAdmin: scope === "ADMIN",
  };
}

export const ViewerContext = createContext(viewerOf(undefined));
export const useViewer = () => useContext(ViewerContext);
