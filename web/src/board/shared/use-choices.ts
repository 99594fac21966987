/** Owners and tags that are in use: what menus and filters suggest. */
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { BoardChoicesDocument } from "../../gql/graphql.ts";
import type { Suggestion } from "./lazy-pickers.tsx";

/** A menu opens later than this, and the content of the screen goes first. */
const AFTER_MS = 300;

interface Choices {
  readonly owners: readonly Suggestion[];
  readonly tags: readonly Suggestion[];
}

export function useChoices(): Choices {
  const [pause, setPause] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPause(false), AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  const [{ data }] = useQuery({ query: BoardChoicesDocument, pause });
  return {
    owners: suggestions(data?.owners.map(({ owner, count }) => [owner, count])),
    tags: suggestions(data?.tags.map(({ tag, count }) => [tag, count])),
  };
}

/** The most frequent first. */
function suggestions(groups: readonly (readonly [string | null | undefined, number])[] = []): Suggestion[] {
  return groups
    .flatMap(([value, count]) => (value ? [{ value, count }] : []))
    .sort((one, other) => other.count - one.count || one.value.localeCompare(other.value));
}
