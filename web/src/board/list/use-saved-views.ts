/** Views with a name: filters, order and layout, kept in this browser; a link shares one. */
import { useSyncExternalStore } from "react";

const KEY = "issue-gateway.views";
const listeners = new Set<() => void>();

const read = () => localStorage.getItem(KEY) ?? "[]";

function write(views: ReadonlyMap<string, string>): void {
  localStorage.setItem(KEY, JSON.stringify([...views]));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The saved views: name and query string. */
export function useSavedViews() {
  const views = new Map(JSON.parse(useSyncExternalStore(subscribe, read, read)) as [string, string][]);
  return {
    views: views as ReadonlyMap<string, string>,
    save: (name: string, query: string) => write(new Map(views).set(name, query)),
    remove: (name: string) => write(new Map([...views].filter(([other]) => other !== name))),
  };
}
