/** The person whose token the board uses, and what that token may do. */
import { createContext, useContext } from "react";

export interface Viewer {
  readonly email: string;
  readonly author: string;
  readonly mayWrite: boolean;
  readonly isAdmin: boolean;
}

export const ViewerContext = createContext<Viewer>({ email: "", author: "", mayWrite: false, isAdmin: false });
export const useViewer = () => useContext(ViewerContext);
