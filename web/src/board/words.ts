/** How values are written for people. */
import type { IssuePriority, IssueStatus } from "../gql/graphql.ts";

export const STATUS_WORDS: Readonly<Record<IssueStatus, string>> = {
  OPEN: "Open",
  IN_PROGRESS: "In progress",
  RESOLVED: "Resolved",
  REJECTED: "Rejected",
};

export const NO_STATUS = "No status";
export const NO_PRIORITY = "No priority";
export const PRIORITY_WORDS: Readonly<Record<IssuePriority, string>> = { HIGH: "High", MEDIUM: "Medium", LOW: "Low" };

const dayFormat = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const shortDayFormat = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });
const longMonthFormat = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

export const formatDay = (instant: string) => dayFormat.format(new Date(instant));
export const formatShortDay = (day: string) => shortDayFormat.format(new Date(day));
export const formatMonth = (day: string) => monthFormat.format(new Date(day));
export const formatLongMonth = (day: string) => longMonthFormat.format(new Date(day));

/** `1 comment`, `2 comments`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** The part of an email before the @, which is enough within one lab. */
export function person(name: string): string {
  return name.split("@", 1)[0] ?? name;
}
