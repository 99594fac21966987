/** What the list shows, as the address bar says it: a link to the board is a link to this list. */
import type { BoardIssuesQueryVariables, IssueFilter, IssuePriority, IssueStatus } from "../gql/graphql.ts";

export const STATUSES = ["OPEN", "IN_PROGRESS", "RESOLVED", "REJECTED"] as const satisfies readonly IssueStatus[];
export const PRIORITIES = ["HIGH", "MEDIUM", "LOW"] as const satisfies readonly IssuePriority[];
export const PAGE_SIZE = 20;

export interface View {
  readonly status: readonly IssueStatus[];
  readonly priority: readonly IssuePriority[];
  readonly owner: string;
  readonly tag: string;
  readonly search: string;
  /** First and last day of creation, in UTC, `2026-04-13`; empty for any. */
  readonly from: string;
  readonly to: string;
  /** Cursors; at most one is set. */
  readonly after: string;
  readonly before: string;
}

export const EVERYTHING: View = {
  status: [],
  priority: [],
  owner: "",
  tag: "",
  search: "",
  from: "",
  to: "",
  after: "",
  before: "",
};

const TEXTS = ["owner", "tag", "search", "from", "to", "after", "before"] as const;

/** Reads a query string; what is not understood is left out. */
export function parseView(query: string): View {
  const parameters = new URLSearchParams(query);
  const text = (name: string) => parameters.get(name) ?? "";
  return {
    status: chosen(STATUSES, text("status")),
    priority: chosen(PRIORITIES, text("priority")),
    owner: text("owner"),
    tag: text("tag"),
    search: text("search"),
    from: day(text("from")),
    to: day(text("to")),
    after: text("after"),
    before: text("before"),
  };
}

/** The address of a view below the board's own. */
export function linkTo(view: View): string {
  const parameters = new URLSearchParams();
  if (view.status.length > 0) parameters.set("status", view.status.join(" ").toLowerCase());
  if (view.priority.length > 0) parameters.set("priority", view.priority.join(" ").toLowerCase());
  for (const name of TEXTS) if (view[name]) parameters.set(name, view[name]);
  return parameters.size > 0 ? `${location.pathname}?${parameters}` : location.pathname;
}

/** The view with other filters; a new list begins at its first page. */
export function refine(view: View, change: Partial<View>): View {
  return { ...view, after: "", before: "", ...change };
}

export function isFiltered(view: View): boolean {
  return linkTo({ ...view, after: "", before: "" }) !== linkTo(EVERYTHING);
}

export function variablesOf(view: View): BoardIssuesQueryVariables {
  const page = view.before
    ? { last: PAGE_SIZE, before: view.before }
    : { first: PAGE_SIZE, ...(view.after && { after: view.after }) };
  return { filter: filterOf(view), ...page };
}

function filterOf(view: View): IssueFilter {
  const filter: IssueFilter = {};
  if (view.status.length > 0) filter.status = { in: [...view.status] };
  if (view.priority.length > 0) filter.priority = { in: [...view.priority] };
  if (view.owner) filter.owner = { eq: view.owner };
  if (view.tag) filter.tags = { some: { eq: view.tag } };
  if (view.search.trim()) filter.search = view.search;
  if (view.from || view.to) {
    filter.createdAt = {
      ...(view.from && { gte: `${view.from}T00:00:00Z` }),
      ...(view.to && { lt: `${addDays(view.to, 1)}T00:00:00Z` }),
    };
  }
  return filter;
}

/** The day `count` days after `start`, both as `2026-04-13`. */
export function addDays(start: string, count: number): string {
  const date = new Date(`${start}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The last day of the month that begins on `start`. */
export function lastOfMonth(start: string): string {
  const date = new Date(`${start}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + 1, 0);
  return date.toISOString().slice(0, 10);
}

function chosen<Value extends string>(known: readonly Value[], text: string): readonly Value[] {
  const names = new Set(text.toUpperCase().split(/[ ,]+/));
  return known.filter((value) => names.has(value));
}

function day(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : "";
}
