/** Conflicting edits: asks which version to keep. */
import { createContext, lazy, Suspense, useCallback, useState, type ReactNode } from "react";
import { untilLoaded } from "../../shared/until-loaded.ts";
import type { UpdateIssueMutation } from "../../gql/graphql.ts";
import type { Patch } from "./use-update.ts";

const ConflictDialog = lazy(() => untilLoaded(() => import("./conflict-dialog.tsx")));

export interface Collision {
  readonly id: string;
  readonly patch: Patch;
  /** The fields that both changed, as the gateway answers them. */
  readonly conflicts: UpdateIssueMutation["updateIssue"]["userErrors"][number]["conflicts"];
}

/** Asks which version to keep; returns whether the person's own version was written. */
export const ConflictContext = createContext<(collision: Collision) => Promise<boolean>>(() => Promise.resolve(false));

interface Asked extends Collision {
  readonly answer: (written: boolean) => void;
}

export function ConflictProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = useCallback(
    (collision: Collision) => new Promise<boolean>((answer) => setAsked({ ...collision, answer })),
    [],
  );
  const end = (written: boolean) => {
    asked?.answer(written);
    setAsked(null);
  };
  return (
    <ConflictContext.Provider value={ask}>
      {children}
      {asked && (
        <Suspense>
          <ConflictDialog collision={asked} onEnd={end} />
        </Suspense>
      )}
    </ConflictContext.Provider>
  );
}
