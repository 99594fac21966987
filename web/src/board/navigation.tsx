/** Moving between views without loading the page anew. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { linkTo, parseView, type View } from "./view.ts";

export interface Manner {
  /** Put the list into sight. */
  readonly reveal?: boolean;
  /** Change the present entry of the history, as for every letter of a search. */
  readonly replace?: boolean;
}

export type Go = (view: View, manner?: Manner) => void;

export const LIST_ID = "list";
export const Navigation = createContext<Go>(() => undefined);

/** The view in the address bar, and how to go to another. */
export function useView(): [View, Go] {
  const [view, setView] = useState(() => parseView(location.search));
  useEffect(() => {
    const follow = () => setView(parseView(location.search));
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const go: Go = (next, { reveal = false, replace = false } = {}) => {
    if (replace) history.replaceState(null, "", linkTo(next));
    else history.pushState(null, "", linkTo(next));
    setView(next);
    if (reveal) document.getElementById(LIST_ID)?.scrollIntoView();
  };
  return [view, go];
}

interface ViewLinkProps extends Manner {
  view: View;
  class?: string;
  title?: string;
  children: preact.ComponentChildren;
}

export function ViewLink({ view, reveal = false, children, ...attributes }: ViewLinkProps) {
  const go = useContext(Navigation);
  return (
    <a
      {...attributes}
      href={linkTo(view)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(view, { reveal });
      }}
    >
      {children}
    </a>
  );
}
