/** The columns of the table, and which of them this browser shows. */
import { useCallback, useSyncExternalStore } from "react";

export const COLUMNS = [
  { name: "status", label: "Status" },
  { name: "title", label: "Title" },
  { name: "priority", label: "Priority" },
  { name: "owner", label: "Owner" },
  { name: "tags", label: "Tags" },
  { name: "created", label: "Created" },
  { name: "updated", label: "Updated" },
  { name: "evidence", label: "Evidence" },
] as const;
export type Column = (typeof COLUMNS)[number];

const KEY = "issue-gateway.columns";
const DEFAULT = "status title priority owner tags created evidence";
const listeners = new Set<() => void>();

const read = () => localStorage.getItem(KEY) ?? DEFAULT;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The names of the shown columns, and a function that shows or hides one; the title always stays. */
export function useColumns(): [ReadonlySet<string>, (name: Column["name"]) => void] {
  const shown = new Set(useSyncExternalStore(subscribe, read, read).split(" "));
  const toggle = useCallback((name: Column["name"]) => {
    const names = new Set(read().split(" "));
    if (!names.delete(name)) names.add(name);
    localStorage.setItem(KEY, [...names.add("title")].join(" "));
    for (const listener of listeners) listener();
  }, []);
  return [shown, toggle];
}
