/** The rows of a page: a table on a wide screen, cards on a phone. */
import { useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import type { IssueRowFragment } from "../../gql/graphql.ts";
import { useShortcuts } from "../app/keys.tsx";
import { PriorityMark, StatusMark } from "../shared/marks.tsx";
import { count, formatDay, person } from "../shared/words.ts";
import { COLUMNS, useColumns, type Column } from "./use-columns.ts";
import type { Selection } from "./use-selection.ts";
import type { Go } from "./use-view.ts";
import { queryOf, refine, SORTS, type View } from "./view.ts";

/** Tags that a row shows. */
const MOST_TAGS = 5;

interface TableProps {
  view: View;
  go: Go;
  issues: readonly IssueRowFragment[];
  marked: ReadonlySet<string>;
  selection: Selection;
  mayWrite: boolean;
}

export function Table({ view, go, issues, marked, selection, mayWrite }: TableProps) {
  const [shown] = useColumns();
  const [currentId, setCurrentId] = useState<string>();
  const rows = useRef<HTMLTableSectionElement>(null);
  const [, navigate] = useLocation();
  // By its id: others' changes move it, and in a list without it the keys begin at the first issue.
  const at = issues.findIndex(({ id }) => id === currentId);
  const current = issues[at];
  const move = (step: number) => {
    const next = Math.max(0, Math.min(issues.length - 1, at + step));
    setCurrentId(issues[next]?.id);
    rows.current?.querySelectorAll<HTMLAnchorElement>("a.title")[next]?.focus();
  };
  useShortcuts([
    { key: "j", what: "Next issue", run: () => move(1) },
    { key: "k", what: "Previous issue", run: () => move(-1) },
    { key: "o", what: "Open the issue", run: () => current && navigate(`/issues/${current.id}`) },
    ...(mayWrite ? [{ key: "x", what: "Select the issue", run: () => current && selection.toggle(current.id, false) }] : []),
  ]);
  const columns = COLUMNS.filter(({ name }) => shown.has(name));
  return (
    <table className="list">
      <thead>
        <tr>
          {mayWrite && (
            <th className="check">
              <input
                type="checkbox"
                aria-label="Select all issues of this page"
                checked={selection.chosen.size === issues.length}
                onChange={selection.toggleAll}
              />
            </th>
          )}
          {columns.map((column) => (
            <HeadCell key={column.name} column={column} view={view} go={go} />
          ))}
        </tr>
      </thead>
      <tbody ref={rows}>
        {issues.map((issue, index) => (
          <tr
            key={issue.id}
            className={`issue ${index === at ? "current" : ""} ${marked.has(issue.id) ? "marked" : ""}`}
            aria-selected={mayWrite ? selection.chosen.has(issue.id) : undefined}
          >
            {mayWrite && (
              <td className="check">
                <input
                  type="checkbox"
                  aria-label={`Select ${issue.title}`}
                  checked={selection.chosen.has(issue.id)}
                  onChange={() => undefined}
                  onClick={(event) => selection.toggle(issue.id, event.shiftKey)}
                />
              </td>
            )}
            {columns.map(({ name }) => (
              <td key={name} className={`cell-${name}`}>
                <Cell name={name} issue={issue} view={view} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function HeadCell({ column, view, go }: { column: Column; view: View; go: Go }) {
  const { name, label } = column;
  if (!(name in SORTS)) return <th className={`cell-${name}`}>{label}</th>;
  const direction = view.sort === name ? "ascending" : view.sort === `-${name}` ? "descending" : "none";
  const next = direction === "none" ? name : direction === "ascending" ? `-${name}` : "";
  return (
    <th className={`cell-${name}`} aria-sort={direction}>
      <button className="sort" onClick={() => go(refine(view, { sort: next }))}>
        {label}
        <span aria-hidden="true">{direction === "ascending" ? " ↑" : direction === "descending" ? " ↓" : ""}</span>
      </button>
    </th>
  );
}

function Cell({ name, issue, view }: { name: Column["name"]; issue: IssueRowFragment; view: View }) {
  switch (name) {
    case "status":
      return <StatusMark status={issue.status} />;
    case "title":
      return (
        <Link className="title" href={`/issues/${issue.id}`} dir="auto">
          {issue.title}
        </Link>
      );
    case "priority":
      return <PriorityMark priority={issue.priority} />;
    case "owner":
      return <span title={issue.owner}>{person(issue.owner)}</span>;
    case "tags":
      return (
        <>
          {issue.tags.slice(0, MOST_TAGS).map((tag) => (
            // By the keyboard, the filters have the tags: no stop of Tab for each tag of each row.
            <Link className="tag" key={tag} href={`/${queryOf(refine(view, { tag }))}`} title={`Issues tagged ${tag}`} tabIndex={-1}>
              {tag}
            </Link>
          ))}
          {issue.tags.length > MOST_TAGS && (
            <span className="quiet" title={issue.tags.slice(MOST_TAGS).join(", ")}>
              {issue.tags.length - MOST_TAGS} more
            </span>
          )}
        </>
      );
    case "created":
      return <time dateTime={issue.createdAt}>{formatDay(issue.createdAt)}</time>;
    case "updated":
      return <time dateTime={issue.updatedAt}>{formatDay(issue.updatedAt)}</time>;
    case "evidence": {
      const files = issue.files.totalCount + issue.attachments.length;
      return (
        <span className="quiet">
          {[
            issue.comments.totalCount > 0 && count(issue.comments.totalCount, "comment"),
            files > 0 && count(files, "file"),
          ]
            .filter(Boolean)
            .join(", ")}
        </span>
      );
    }
  }
}
