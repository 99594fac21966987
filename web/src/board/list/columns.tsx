/** Columns by status: cards are dragged with the mouse, or moved with the keys [ and ]. */
import { useEffect, useRef, useState } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { IssueColumnsDocument, type IssueRowFragment, type IssueStatus } from "../../gql/graphql.ts";
import { useLive, useMarked } from "../app/live.ts";
import { useViewer } from "../app/viewer.ts";
import { PriorityMark } from "../shared/marks.tsx";
import { sentenceOf } from "../shared/sentence.ts";
import { useMessagedUpdate } from "../shared/use-update.ts";
import { count, formatCount, formatDay, person, STATUS_WORDS } from "../shared/words.ts";
import { Found } from "./found.tsx";
import type { Go } from "./use-view.ts";
import { filterOf, orderOf, STATUSES, type View } from "./view.ts";

const FIELDS = { OPEN: "open", IN_PROGRESS: "inProgress", RESOLVED: "resolved", REJECTED: "rejected" } as const;

export default function Columns({ view, go, author }: { view: View; go: Go; author: string }) {
  const { isKnown, mayWrite } = useViewer();
  const filter = filterOf(view);
  const of = (status: IssueStatus) =>
    view.status.length > 0 && !view.status.includes(status)
      ? { ...filter, status: { in: [] } }
      : { ...filter, status: { eq: status } };
  const order = orderOf(view);
  const [{ data, error, fetching }, reload] = useQuery({
    query: IssueColumnsDocument,
    variables: {
      open: of("OPEN"),
      inProgress: of("IN_PROGRESS"),
      resolved: of("RESOLVED"),
      rejected: of("REJECTED"),
      ...(order && { orderBy: [order] }),
    },
    requestPolicy: "cache-and-network",
  });
  const again = () => reload({ requestPolicy: "network-only" });
  const marked = useMarked(author);
  const update = useMessagedUpdate();
  const [focus, setFocus] = useState<string | null>(null);
  const board = useRef<HTMLDivElement>(null);
  useLive(({ objectType }) => objectType === "ISSUE", again);
  useEffect(() => {
    // A card that was moved by a key keeps the focus in its new column.
    if (focus !== null) board.current?.querySelector<HTMLElement>(`[data-issue="${focus}"] a`)?.focus();
  }, [data, focus]);
  const move = async (issue: IssueRowFragment, status: IssueStatus) => {
    if (issue.status === status) return;
    setFocus(issue.id);
    if (await update(issue, { status }, `Moved to ${STATUS_WORDS[status]}.`)) again();
  };
  if (error) {
    return (
      <p className="problem" role="alert">
        {sentenceOf(error)} <button onClick={again}>Try again</button>
      </p>
    );
  }
  const total = data && STATUSES.reduce((sum, status) => sum + data[FIELDS[status]].totalCount, 0);
  return (
    <>
      <Found view={view} go={go} total={total} />
      <div className="columns" ref={board} aria-busy={fetching}>
        {STATUSES.map((status) => {
          const list = data?.[FIELDS[status]];
          return (
            <Column
              key={status}
              status={status}
              total={list?.totalCount}
              issues={list?.nodes ?? []}
              marked={marked}
              // Cards are there before the rights of the token; the gateway refuses what it may not do.
              move={mayWrite || !isKnown ? move : null}
            />
          );
        })}
      </div>
    </>
  );
}

interface ColumnProps {
  status: IssueStatus;
  total: number | undefined;
  issues: readonly IssueRowFragment[];
  marked: ReadonlySet<string>;
  move: ((issue: IssueRowFragment, status: IssueStatus) => Promise<void>) | null;
}

function Column({ status, total, issues, marked, move }: ColumnProps) {
  const [over, setOver] = useState(false);
  return (
    <section
      className={`column ${over ? "over" : ""}`}
      aria-label={STATUS_WORDS[status]}
      onDragOver={(event) => {
        if (move === null) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        const issue = JSON.parse(event.dataTransfer.getData("application/json")) as IssueRowFragment;
        void move?.(issue, status);
      }}
    >
      <h2>
        <span className={`status ${status.toLowerCase()}`}>{STATUS_WORDS[status]}</span>{" "}
        <span className="quiet">{total === undefined ? "" : formatCount(total)}</span>
      </h2>
      <ol>
        {issues.map((issue) => (
          <Card key={issue.id} issue={issue} marked={marked.has(issue.id)} move={move} />
        ))}
      </ol>
      {total !== undefined && total > issues.length && <p className="quiet">{count(total - issues.length, "more issue")}</p>}
    </section>
  );
}

type CardProps = Pick<ColumnProps, "move"> & { issue: IssueRowFragment; marked: boolean };

function Card({ issue, marked, move }: CardProps) {
  const step = (by: number) => {
    const next = issue.status && STATUSES[STATUSES.indexOf(issue.status) + by];
    if (next) void move?.(issue, next);
  };
  return (
    <li
      data-issue={issue.id}
      className={`issue-card ${marked ? "marked" : ""}`}
      draggable={move !== null}
      onDragStart={(event) => event.dataTransfer.setData("application/json", JSON.stringify(issue))}
      onKeyDown={(event) => {
        if (event.key === "[") step(-1);
        if (event.key === "]") step(1);
      }}
    >
      <Link className="title" href={`/issues/${issue.id}`} dir="auto" draggable={false}>
        {issue.title}
      </Link>
      <p className="facts">
        <PriorityMark priority={issue.priority} />
        <span>{person(issue.owner)}</span>
        <span>{formatDay(issue.createdAt)}</span>
        {issue.comments.totalCount > 0 && <span>{count(issue.comments.totalCount, "comment")}</span>}
      </p>
    </li>
  );
}
