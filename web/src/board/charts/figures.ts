/** Turns the gateway's answers into chart data, each figure with the list it counts. */
import type { BoardChartsQuery, IssueStatus } from "../../gql/graphql.ts";
import { EVERYTHING, PRIORITIES, STATUSES, addDays, lastOfMonth, type View } from "../list/view.ts";
import { formatLongMonth, formatMonth, formatShortDay } from "../shared/instants.ts";
import { NO_PRIORITY, NO_STATUS, PRIORITY_WORDS, STATUS_WORDS } from "../shared/words.ts";

/** A number that counts exactly the issues of `view`; null when no list shows them. */
export interface Figure {
  readonly value: number;
  readonly view: View | null;
}

/** `color` is a CSS colour, or the name of one of the page's own (`--status-open`). */
export interface Slice extends Figure {
  readonly label: string;
  readonly color: string;
}

export interface PieFigures {
  readonly title: string;
  readonly slices: readonly Slice[];
}

export interface Series {
  readonly name: string;
  readonly color: string;
  readonly line: boolean;
  readonly figures: readonly Figure[];
}

export interface TimeFigures {
  readonly title: string;
  readonly unit: string;
  readonly labels: readonly string[];
  /** The labels in full, for the table. */
  readonly periods: readonly string[];
  readonly series: readonly Series[];
  readonly stacked: boolean;
}

export interface Figures {
  readonly pies: readonly PieFigures[];
  readonly times: readonly TimeFigures[];
  readonly owners: readonly Slice[];
  readonly tags: readonly Slice[];
}

export const STATUS_COLORS: Readonly<Record<IssueStatus, string>> = {
  OPEN: "--status-open",
  IN_PROGRESS: "--status-in-progress",
  RESOLVED: "--status-resolved",
  REJECTED: "--status-rejected",
};

/** The first day of the month eleven months ago: with this one, twelve. */
export function firstMonth(today: Date): string {
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 11, 1)).toISOString().slice(0, 10);
}

export function figuresOf(answer: BoardChartsQuery, since: string): Figures {
  const pies: PieFigures[] = [];
  const times: TimeFigures[] = [];
  for (const chart of answer.issueMetrics.charts) {
    if (chart.__typename === "PieChart") pies.push(pieOf(chart.chartData));
    else times.push(weeksOf(chart.chartData));
  }
  times.push(monthsOf(answer.months, since));
  return {
    pies,
    times,
    owners: ranked(answer.owners.map(({ owner, count }) => ({ name: owner, value: count })), "owner", "No owner"),
    tags: ranked(answer.tags.map(({ tag, count }) => ({ name: tag, value: count })), "tag", "No tag"),
  };
}

type Chart = BoardChartsQuery["issueMetrics"]["charts"][number];
type PieData = Extract<Chart, { __typename: "PieChart" }>["chartData"];
type MixedData = Extract<Chart, { __typename: "MixedChart" }>["chartData"];

function pieOf({ title, data }: PieData): PieFigures {
  const byStatus = data.some(({ label }) => label.toUpperCase() === STATUSES[0]);
  const slices = data.map(({ label, value, color }): Slice => {
    const name = label.toUpperCase();
    const status = STATUSES.find((known) => known === name);
    if (status) {
      const view = { ...EVERYTHING, status: [status] };
      return { label: STATUS_WORDS[status], value, color: color ?? STATUS_COLORS[status], view };
    }
    const priority = PRIORITIES.find((known) => known === name);
    if (priority) {
      const view: View = { ...EVERYTHING, status: ["OPEN", "IN_PROGRESS"], priority: [priority] };
      return { label: PRIORITY_WORDS[priority], value, color: color ?? `--priority-${label}`, view };
    }
    // The rest, which no filter of the board finds.
    return { label: byStatus ? NO_STATUS : NO_PRIORITY, value, color: color ?? "--muted", view: null };
  });
  return { title, slices };
}

/** Issues opened in a week make a list; those resolved in one do not, as no filter tells when. */
function weeksOf({ title, labels, series }: MixedData): TimeFigures {
  return {
    title,
    unit: "Week of",
    labels: labels.map(formatShortDay),
    periods: labels.map(formatShortDay),
    stacked: false,
    series: series.map(({ name, type, data, color }) => ({
      name,
      color: color ?? (type === "line" ? "--status-resolved" : "--status-open"),
      line: type === "line",
      figures: data.map((value, index) => {
        const from = labels[index];
        const counted = name === "Opened" && from !== undefined;
        return { value, view: counted ? { ...EVERYTHING, from, to: addDays(from, 6) } : null };
      }),
    })),
  };
}

function monthsOf(groups: BoardChartsQuery["months"], since: string): TimeFigures {
  const months = Array.from({ length: 12 }, (_, index) => {
    const date = new Date(`${since}T00:00:00Z`);
    date.setUTCMonth(date.getUTCMonth() + index);
    return date.toISOString().slice(0, 10);
  });
  const counts = new Map(groups.map(({ month, status, count }) => [`${month} ${status}`, count]));
  return {
    title: "Issues by month and status",
    unit: "Month",
    labels: months.map(formatMonth),
    periods: months.map(formatLongMonth),
    stacked: true,
    series: [...STATUSES, null].map((status) => ({
      name: status ? STATUS_WORDS[status] : NO_STATUS,
      color: status ? STATUS_COLORS[status] : "--muted",
      line: false,
      figures: months.map((from) => ({
        value: counts.get(`${from} ${status}`) ?? 0,
        view: status && { ...EVERYTHING, status: [status], from, to: lastOfMonth(from) },
      })),
    })).filter(({ name, figures }) => name !== NO_STATUS || figures.some(({ value }) => value > 0)),
  };
}

/** `none` names the issues without one; no list of the board shows just them. */
function ranked(
  groups: readonly { name: string | null; value: number }[],
  filter: "owner" | "tag",
  none: string,
): Slice[] {
  return groups
    .map(({ name, value }) => ({
      label: name || none,
      value,
      color: "--bar",
      view: name ? { ...EVERYTHING, [filter]: name } : null,
    }))
    .sort((one, other) => other.value - one.value || one.label.localeCompare(other.label));
}
