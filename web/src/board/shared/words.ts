/** How values are written for people. */
import type { IssuePriority, IssueStatus } from "../../gql/graphql.ts";

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

/** `20,003` */
export const formatCount = (number: number) => number.toLocaleString("en");

/** `1 comment`, `2 comments`. */
export function count(number: number, noun: string): string {
  return `${formatCount(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** The part of an email before the @, which is enough within one lab. */
export function person(name: string): string {
  return name.split("@", 1)[0] ?? name;
}

const instantFormat = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** Day and time, where the reader is. */
export const formatInstant = (instant: string) => instantFormat.format(new Date(instant));

const UNITS = ["bytes", "KB", "MB", "GB"] as const;

/** A number of bytes: `812 bytes`, `2.4 MB`. */
export function formatSize(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const digits = power === 0 ? 0 : 1;
  return `${(bytes / 1000 ** power).toFixed(digits)} ${UNITS[power]}`;
}
