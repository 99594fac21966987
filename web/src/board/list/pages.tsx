/** Links to the neighbouring pages, and how many issues a page shows. */
import type { IssueListQuery } from "../../gql/graphql.ts";
import type { Go } from "./use-view.ts";
import { PAGE_SIZES, refine, type View } from "./view.ts";

interface PagesProps {
  view: View;
  go: Go;
  page: IssueListQuery["issues"];
}

export function Pages({ view, go, page }: PagesProps) {
  const { hasPreviousPage, hasNextPage, startCursor, endCursor } = page.pageInfo;
  if (page.totalCount <= PAGE_SIZES[0]) return null;
  const turn = (change: Partial<View>) => {
    go(refine(view, change));
    scrollTo({ top: 0 });
  };
  return (
    <nav className="pages" aria-label="Pages">
      <button disabled={!hasPreviousPage} onClick={() => turn({ before: startCursor ?? "" })}>
        ← Previous page
      </button>
      <label>
        Issues on a page{" "}
        <select value={view.size} onChange={(event) => turn({ size: Number(event.currentTarget.value) })}>
          {PAGE_SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
      <button disabled={!hasNextPage} onClick={() => turn({ after: endCursor ?? "" })}>
        Next page →
      </button>
    </nav>
  );
}
