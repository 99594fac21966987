/** The issues of the list that led to the page, for "previous" and "next" on the page of an issue. */
const KEY = "issue-gateway.list";

interface Remembered {
  readonly ids: readonly string[];
  readonly search: string;
}

export function rememberList(ids: readonly string[]): void {
  sessionStorage.setItem(KEY, JSON.stringify({ ids, search: location.search } satisfies Remembered));
}

export interface Neighbours {
  readonly previous: string | undefined;
  readonly next: string | undefined;
  /** The query string of the list. */
  readonly search: string;
}

export function neighboursOf(id: string): Neighbours {
  const { ids, search } = JSON.parse(sessionStorage.getItem(KEY) ?? '{"ids":[],"search":""}') as Remembered;
  const position = ids.indexOf(id);
  const beside = (step: number) => (position < 0 ? undefined : ids[position + step]);
  return { previous: beside(-1), next: beside(1), search };
}
