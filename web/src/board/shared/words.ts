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

/** How a list offers a typed value that no issue has yet. */
export const newTag = (typed: string) => `Create “${typed}”`;
export const newOwner = (typed: string) => `Assign to “${typed}”`;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Apr 3, 2026`: the day in UTC. The first `Intl` format of a page takes longer than drawing the whole list. */
export function formatDay(instant: string): string {
  const date = new Date(instant);
  return `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

/** `20,003` */
export const formatCount = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

/** `1 comment`, `2 comments`. */
export function count(number: number, noun: string): string {
  return `${formatCount(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** The part of an email before the @, which is enough within one lab. */
export function person(name: string): string {
  return name.split("@", 1)[0] ?? name;
}

const UNITS = ["bytes", "KB", "MB", "GB"] as const;

/** A number of bytes: `812 bytes`, `2.4 MB`. */
export function formatSize(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const digits = power === 0 ? 0 : 1;
  return `${(bytes / 1000 ** power).toFixed(digits)} ${UNITS[power]}`;
}
