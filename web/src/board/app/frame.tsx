/** What surrounds the content of each screen. */
import { Suspense, type ReactNode } from "react";
import { Messages } from "../shared/messages.tsx";
import { Connection } from "./connection.tsx";
import { ViewerContext, type Viewer } from "./viewer.ts";

export function Frame({ viewer, children }: { viewer: Viewer; children: ReactNode }) {
  return (
    <ViewerContext.Provider value={viewer}>
      <Connection />
      <Suspense fallback={<p className="quiet">Loading …</p>}>{children}</Suspense>
      <Messages />
    </ViewerContext.Provider>
  );
}
