/** Views with a name: filters, order and layout, kept in this browser; a link shares one. */
import { useSyncExternalStore } from "react";
import { queryOf, refine, type View } from "./view.ts";

/** The parameter of a link that has the name of its view. */
export const VIEW_NAME = "view";

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

/** The name of the saved view that a list is; undefined for none. */
export function nameOf(views: ReadonlyMap<string, string>, view: View): string | undefined {
  const query = queryOf(refine(view, {}));
  return [...views].find(([, other]) => other === query)?.[0];
}
