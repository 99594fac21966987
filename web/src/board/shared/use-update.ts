/** A change of one issue from the version that one sees; somebody else's change in between is a conflict. */
import { useCallback, useContext } from "react";
import { useClient, type Client } from "urql";
import { IssueNowDocument, UpdateIssueDocument, type UpdateIssueInput } from "../../gql/graphql.ts";
import { sentenceOf } from "../app/client.ts";
import { ConflictContext, type FieldConflict } from "./conflict.tsx";
import { useSay } from "./messages.tsx";

export type Patch = Pick<UpdateIssueInput, "title" | "description" | "status" | "priority" | "tags" | "owner">;

/** The issue as the person saw it when the edit began. */
type Seen = { readonly id: string; readonly version: number } & Readonly<Record<string, unknown>>;

/** Returns a function that changes an issue and says so; it answers whether the change was made. */
export function useMessagedUpdate() {
  const client = useClient();
  const say = useSay();
  const ask = useContext(ConflictContext);
  return useCallback(
    async (seen: Seen, patch: Patch, done: string): Promise<boolean> => {
      const input = { id: seen.id, expectedVersion: seen.version, ...patch };
      const { data, error } = await client.mutation(UpdateIssueDocument, { input }).toPromise();
      const refused = data?.updateIssue.userErrors[0];
      if (refused?.code === "CONFLICT") return ask({ id: seen.id, patch, conflicts: await conflictsOf(client, seen, patch) });
      if (error) say(sentenceOf(error));
      else say(refused ? `Not changed: ${refused.message}` : done);
      return !error && !refused;
    },
    [client, say, ask],
  );
}

/** The fields of the patch that somebody else changed meanwhile, to another value. */
async function conflictsOf(client: Client, seen: Seen, patch: Patch): Promise<FieldConflict[]> {
  const { data } = await client.query(IssueNowDocument, { id: seen.id }, { requestPolicy: "network-only" }).toPromise();
  const now = (data?.issue ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(patch).flatMap(([field, yours]) => {
    const [base, theirs] = [seen[field], now[field]];
    const same = JSON.stringify(theirs) === JSON.stringify(base) || JSON.stringify(theirs) === JSON.stringify(yours);
    return same ? [] : [{ field, base, yours, theirs }];
  });
}
