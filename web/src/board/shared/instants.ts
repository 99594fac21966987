/** Instants and days as `Intl` writes them. */
const instantFormat = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const shortDayFormat = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });
const monthFormat = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });
const longMonthFormat = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });

/** Day and time, where the reader is. */
export const formatInstant = (instant: string) => instantFormat.format(new Date(instant));
export const formatShortDay = (day: string) => shortDayFormat.format(new Date(day));
export const formatMonth = (day: string) => monthFormat.format(new Date(day));
export const formatLongMonth = (day: string) => longMonthFormat.format(new Date(day));
