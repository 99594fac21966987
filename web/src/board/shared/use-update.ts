/** A change of one issue from the version that the person sees; another change in between is a conflict. */
import { useCallback, useContext } from "react";
import { useClient } from "urql";
import { UpdateIssueDocument, type UpdateIssueInput } from "../../gql/graphql.ts";
import { ConflictContext } from "./conflict.tsx";
import { useSay } from "./messages.tsx";
import { sentenceOf } from "./sentence.ts";

export type Patch = Pick<
  UpdateIssueInput,
  "title" | "description" | "status" | "priority" | "tags" | "owner" | "resolutionSummary"
>;

/** The issue as the person saw it when the edit began. */
type Seen = Readonly<{ id: string; version: number }>;

/** Returns a function that changes an issue and says so; it answers whether the change was made. */
export function useMessagedUpdate() {
  const client = useClient();
  const say = useSay();
  const ask = useContext(ConflictContext);
  return useCallback(
    async (seen: Seen, patch: Patch, done: string): Promise<boolean> => {
      const input = { id: seen.id, expectedVersion: seen.version, mergeDisjoint: true, ...patch };
      const { data, error } = await client.mutation(UpdateIssueDocument, { input }).toPromise();
      const refused = data?.updateIssue.userErrors[0];
      if (refused && refused.conflicts.length > 0) return ask({ id: seen.id, patch, conflicts: refused.conflicts });
      if (error) say(sentenceOf(error));
      else say(refused ? `Not changed: ${refused.message}` : done);
      return !error && !refused;
    },
    [client, say, ask],
  );
}
