/** What the list shows, as the address bar says it: a link to the board is a link to this list. */
import type {
  IssueFilter,
  IssueOrder,
  IssueOrderField,
  IssuePriority,
  IssueStatus,
  OrderDirection,
} from "../../gql/graphql.ts";

export const STATUSES = ["OPEN", "IN_PROGRESS", "RESOLVED", "REJECTED"] as const satisfies readonly IssueStatus[];
export const PRIORITIES = ["HIGH", "MEDIUM", "LOW"] as const satisfies readonly IssuePriority[];
export const PAGE_SIZES = [20, 50, 100] as const;
export const LAYOUTS = ["list", "columns"] as const;

/** The fields that the list can be sorted by, by their names in the address. */
export const SORTS = {
  created: "CREATED_AT",
  updated: "UPDATED_AT",
  title: "TITLE",
  status: "STATUS",
  priority: "PRIORITY",
  owner: "OWNER",
} as const satisfies Readonly<Record<string, IssueOrderField>>;
export type Sort = keyof typeof SORTS;

export interface View {
  readonly status: readonly IssueStatus[];
  readonly priority: readonly IssuePriority[];
  readonly owner: string;
  readonly tag: string;
  readonly search: string;
  /** First and last day of creation, in UTC, `2026-04-13`; empty for any. */
  readonly from: string;
  readonly to: string;
  /** `created` is ascending, `-created` descending; empty for the newest first. */
  readonly sort: string;
  readonly size: number;
  readonly layout: (typeof LAYOUTS)[number];
  readonly charts: boolean;
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
  sort: "",
  size: 20,
  layout: "list",
  charts: false,
  after: "",
  before: "",
};

const TEXTS = ["owner", "tag", "search", "from", "to", "sort", "after", "before"] as const;

/** Reads a query string; unknown parts are ignored. */
export function parseView(query: string): View {
  const parameters = new URLSearchParams(query);
  const text = (name: string) => parameters.get(name) ?? "";
  const sort = text("sort");
  return {
    status: chosen(STATUSES, text("status")),
    priority: chosen(PRIORITIES, text("priority")),
    owner: text("owner"),
    tag: text("tag"),
    search: text("search"),
    from: day(text("from")),
    to: day(text("to")),
    sort: sort.replace(/^-/, "") in SORTS ? sort : "",
    size: PAGE_SIZES.find((size) => size === Number(text("size"))) ?? EVERYTHING.size,
    layout: LAYOUTS.find((layout) => layout === text("layout")) ?? "list",
    charts: text("charts") === "1",
    after: text("after"),
    before: text("before"),
  };
}

/** The query string of a view, with its question mark; empty for the plain list. */
export function queryOf(view: View): string {
  const parameters = new URLSearchParams();
  if (view.status.length > 0) parameters.set("status", view.status.join(" ").toLowerCase());
  if (view.priority.length > 0) parameters.set("priority", view.priority.join(" ").toLowerCase());
  for (const name of TEXTS) if (view[name]) parameters.set(name, view[name]);
  if (view.size !== EVERYTHING.size) parameters.set("size", String(view.size));
  if (view.layout !== "list") parameters.set("layout", view.layout);
  if (view.charts) parameters.set("charts", "1");
  return parameters.size > 0 ? `?${parameters}` : "";
}

/** The view with other filters; a new list begins at its first page. */
export function refine(view: View, change: Partial<View>): View {
  return { ...view, after: "", before: "", ...change };
}

/** The view without its filters; how the list looks stays. */
export function unfiltered({ sort, size, layout, charts }: View): View {
  return { ...EVERYTHING, sort, size, layout, charts };
}

export function isFiltered(view: View): boolean {
  return queryOf(refine(view, {})) !== queryOf(unfiltered(view));
}

export interface PageVariables {
  readonly filter: IssueFilter;
  readonly orderBy?: IssueOrder[];
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
}

export function variablesOf(view: View): PageVariables {
  const order = orderOf(view);
  const page = view.before
    ? { last: view.size, before: view.before }
    : { first: view.size, ...(view.after && { after: view.after }) };
  return { filter: filterOf(view), ...(order && { orderBy: [order] }), ...page };
}

export function orderOf({ sort }: View): IssueOrder | null {
  if (!sort) return null;
  const direction: OrderDirection = sort.startsWith("-") ? "DESC" : "ASC";
  return { field: SORTS[sort.replace(/^-/, "") as Sort], direction };
}

export function filterOf(view: View): IssueFilter {
  const filter: IssueFilter = {};
  if (view.status.length > 0) filter.status = { in: [...view.status] };
  if (view.priority.length > 0) filter.priority = { in: [...view.priority] };
  if (view.owner) filter.owner = view.owner === "me" ? { isMe: true } : { eq: view.owner };
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
