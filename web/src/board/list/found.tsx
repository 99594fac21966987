/** How many issues there are, and the way back to all of them. */
import { count } from "../shared/words.ts";
import type { Go } from "./use-view.ts";
import { isFiltered, unfiltered, type View } from "./view.ts";

interface FoundProps {
  view: View;
  go: Go;
  total: number | undefined;
}

export function Found({ view, go, total }: FoundProps) {
  const filtered = isFiltered(view);
  return (
    <div className="found-line">
      <p className="found" role="status">
        {total === undefined ? "Loading …" : `${count(total, "issue")}${filtered ? " found" : ""}`}
      </p>
      {filtered && (
        <button className="clear" onClick={() => go(unfiltered(view))}>
          Clear all
        </button>
      )}
    </div>
  );
}
