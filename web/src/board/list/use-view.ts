/** The view in the address bar, and how to go to another. */
import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";
import { parseView, queryOf, type View } from "./view.ts";

/** `replace` changes the present entry of the history, as for every letter of a search. */
export type Go = (view: View, options?: { replace?: boolean }) => void;

export function useView(): [View, Go] {
  const search = useSearch();
  const [, navigate] = useLocation();
  const view = useMemo(() => parseView(search), [search]);
  const go = useCallback<Go>((next, options) => navigate(`/${queryOf(next)}`, options), [navigate]);
  return [view, go];
}
