/** One change of several issues: all of them, or none. */
import { useCallback } from "react";
import { useClient } from "urql";
import { UpdateIssuesDocument, type IssuePatchInput } from "../../gql/graphql.ts";
import { useSay } from "../shared/messages.tsx";
import { sentenceOf } from "../shared/sentence.ts";
import { count } from "../shared/words.ts";

export function useChangeMany() {
  const client = useClient();
  const say = useSay();
  return useCallback(
    async (ids: readonly string[], patch: IssuePatchInput, addTags?: readonly string[]) => {
      const input = { ids: [...ids], patch, ...(addTags && { addTags: [...addTags] }) };
      const { data, error } = await client.mutation(UpdateIssuesDocument, { input }).toPromise();
      const refused = data?.updateIssues.userErrors[0] ?? data?.updateIssues.results.flatMap((one) => one.userErrors)[0];
      if (error) say(sentenceOf(error));
      else if (refused) say(`Nothing was changed: ${refused.message}`);
      else say(`${count(data?.updateIssues.count ?? 0, "issue")} changed.`);
    },
    [client, say],
  );
}
