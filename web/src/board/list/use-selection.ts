/** Rows that are selected, one by one or from one to another with Shift. */
import { useEffect, useRef, useState } from "react";

export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (id: string, range: boolean) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
}

export function useSelection(ids: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const all = ids.join(" ");
  useEffect(() => {
    // Rows that left the page are deselected, so that no change applies to a hidden row.
    setChosen((now) => new Set(ids.filter((id) => now.has(id))));
  }, [all]);
  const toggle = (id: string, range: boolean) => {
    const from = anchor.current === null ? -1 : ids.indexOf(anchor.current);
    const to = ids.indexOf(id);
    const span = range && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    anchor.current = id;
    setChosen((now) => {
      const next = new Set(now);
      const on = !now.has(id);
      for (const one of span) {
        if (on) next.add(one);
        else next.delete(one);
      }
      return next;
    });
  };
  return {
    chosen,
    toggle,
    toggleAll: () => setChosen(chosen.size === ids.length ? new Set() : new Set(ids)),
    clear: () => setChosen(new Set()),
  };
}
