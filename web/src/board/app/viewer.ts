/** The person whose token the board uses, and what that token may do. */
import { createContext, useContext } from "react";

export interface Viewer {
  /** Whether the gateway has said who it is. */
  readonly isKnown: boolean;
  readonly email: string;
  readonly author: string;
  readonly mayWrite: boolean;
  readonly isAdmin: boolean;
}

export const ViewerContext = createContext<Viewer>({ isKnown: false, email: "", author: "", mayWrite: false, isAdmin: false });
export const useViewer = () => useContext(ViewerContext);
