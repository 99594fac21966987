/** One change of several issues: all of them, or none; it can be undone. */
import { useCallback } from "react";
import { useClient } from "urql";
import { UpdateIssueDocument, UpdateIssuesDocument, type IssueRowFragment, type UpdateIssueInput } from "../../gql/graphql.ts";
import { useSay } from "../shared/messages.tsx";
import { sentenceOf } from "../shared/sentence.ts";
import { count } from "../shared/words.ts";

/** What one change of several issues sets: one of these. */
export interface Change {
  readonly status?: NonNullable<IssueRowFragment["status"]>;
  readonly priority?: NonNullable<IssueRowFragment["priority"]>;
  readonly owner?: string;
  readonly addTags?: readonly string[];
}

export function useChangeMany() {
  const client = useClient();
  const say = useSay();
  return useCallback(
    async (issues: readonly IssueRowFragment[], change: Change) => {
      const { addTags, ...patch } = change;
      const input = { ids: issues.map(({ id }) => id), patch, ...(addTags && { addTags: [...addTags] }) };
      const { data, error } = await client.mutation(UpdateIssuesDocument, { input }).toPromise();
      const results = data?.updateIssues.results ?? [];
      const refused = data?.updateIssues.userErrors[0] ?? results.flatMap((one) => one.userErrors)[0];
      if (error || refused) {
        say(error ? sentenceOf(error) : `Nothing was changed: ${refused?.message}`);
        return;
      }
      const steps = results.flatMap(({ index, issue }) => stepBack(issues[index], issue, change));
      const undo = async () => {
        let undone = 0;
        for (const step of steps) {
          const answer = await client.mutation(UpdateIssueDocument, { input: step }).toPromise();
          if (answer.data?.updateIssue.issue) undone += 1;
        }
        const kept = steps.length - undone;
        say(`${count(undone, "change")} undone.${kept > 0 ? ` ${count(kept, "issue")} changed since and stayed.` : ""}`);
      };
      const action = steps.length > 0 ? { label: "Undo", run: () => void undo() } : undefined;
      say(`${count(data?.updateIssues.count ?? 0, "issue")} changed.`, action);
    },
    [client, say],
  );
}

/** The input that puts the old value back unless somebody changes it first; none where nothing changed. */
function stepBack(
  before: IssueRowFragment | undefined,
  after: IssueRowFragment | null | undefined,
  change: Change,
): UpdateIssueInput[] {
  // What the list showed is the old value only if the very next version is this change.
  if (!before || !after || after.version !== before.version + 1) return [];
  const step = { id: before.id, expectedVersion: after.version, mergeDisjoint: true };
  if (change.addTags) return [{ ...step, tags: [...before.tags] }];
  if (change.owner) return [{ ...step, owner: before.owner }];
  if (change.status) return [{ ...step, status: before.status ?? null }];
  return [{ ...step, priority: before.priority ?? null }];
}
