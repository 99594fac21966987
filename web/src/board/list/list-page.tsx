/** The list of issues: search and filters first, the issues right below, charts when asked for. */
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useQuery } from "urql";
import { Link, useLocation } from "wouter";
import { untilLoaded } from "../../shared/until-loaded.ts";
import { IssueListDocument } from "../../gql/graphql.ts";
import { useShortcuts } from "../app/keys.tsx";
import { useLive, useMarked } from "../app/live.ts";
import { useViewer } from "../app/viewer.ts";
import { sentenceOf } from "../shared/sentence.ts";
import { releaseEvents } from "../first/held-events.ts";
import { useChoices } from "../shared/use-choices.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { Filters } from "./filters.tsx";
import { Found } from "./found.tsx";
import { ListTools } from "./list-tools.tsx";
import { rememberList } from "./neighbours.ts";
import { Pages } from "./pages.tsx";
import { Table } from "./table.tsx";
import { useSelection } from "./use-selection.ts";
import { useView } from "./use-view.ts";
import { isFiltered, refine, variablesOf } from "./view.ts";

const Charts = lazy(() => untilLoaded(() => import("../charts/charts.tsx")));
const Columns = lazy(() => untilLoaded(() => import("./columns.tsx")));

export function ListPage() {
  const [view, go] = useView();
  const [, navigate] = useLocation();
  const { author, mayWrite } = useViewer();
  const search = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLElement>(null);
  const { owners, tags } = useChoices();
  useEffect(() => {
    document.title = "Issues · issue-gateway";
    void releaseEvents();
  }, []);
  useShortcuts([
    { key: "/", what: "Search", run: () => search.current?.focus() },
    {
      key: "v",
      what: "Switch between list and columns",
      run: () => go(refine(view, { layout: view.layout === "list" ? "columns" : "list" })),
    },
  ]);
  return (
    <>
      <div className="list-head">
        <h1>Issues</h1>
        <ListTools view={view} go={go} />
        {mayWrite && (
          <button className="primary" onClick={() => navigate("/new")} title="c">
            New issue
          </button>
        )}
      </div>
      <Filters view={view} go={go} owners={owners} tags={tags} searchRef={search} onSearched={() => results.current?.focus()} />
      {view.charts && (
        <Suspense fallback={<div className="charts waiting" aria-hidden="true" />}>
          <Charts go={go} />
        </Suspense>
      )}
      <section ref={results} className="results" aria-label="Issues found" tabIndex={-1}>
        {view.layout === "columns" ? (
          <Suspense>
            <Columns view={view} go={go} author={author} />
          </Suspense>
        ) : (
          <IssueList view={view} go={go} author={author} owners={owners} tags={tags} />
        )}
      </section>
    </>
  );
}

type ListProps = Pick<Parameters<typeof Filters>[0], "view" | "go" | "owners" | "tags"> & { author: string };

function IssueList({ view, go, author, owners, tags }: ListProps) {
  const { mayWrite } = useViewer();
  const variables = variablesOf(view);
  const [{ data, error, fetching, stale }, reload] = useQuery({
    query: IssueListDocument,
    variables,
    requestPolicy: "cache-and-network",
  });
  const [last, setLast] = useState(data?.issues);
  useEffect(() => {
    if (data) setLast(data.issues);
  }, [data]);
  const page = data?.issues ?? last;
  const marked = useMarked(author);
  const selection = useSelection(page?.nodes.map(({ id }) => id) ?? []);
  useLive(
    ({ objectType, issueId }) => objectType === "ISSUE" || issueId !== null,
    () => reload({ requestPolicy: "network-only" }),
  );
  useEffect(() => {
    if (page) rememberList(page.nodes.map(({ id }) => id));
  }, [page]);
  return (
    <div className="issues" aria-busy={fetching || stale}>
      {error && (
        <p className="problem" role="alert">
          {sentenceOf(error)} <button onClick={() => reload({ requestPolicy: "network-only" })}>Try again</button>
        </p>
      )}
      <Found view={view} go={go} total={page?.totalCount} />
      {page && selection.chosen.size > 0 && (
        <BulkBar selection={selection} issues={page.nodes} owners={owners} tags={tags} />
      )}
      {page?.totalCount === 0 && <Empty filtered={isFiltered(view)} mayWrite={mayWrite} />}
      {page && page.nodes.length > 0 && (
        <Table view={view} go={go} issues={page.nodes} marked={marked} selection={selection} mayWrite={mayWrite} />
      )}
      {page && <Pages view={view} go={go} page={page} />}
      <p className="keys-hint">
        <kbd>?</kbd> lists the keys, <kbd>Ctrl K</kbd> finds every command.
      </p>
    </div>
  );
}

function Empty({ filtered, mayWrite }: { filtered: boolean; mayWrite: boolean }) {
  if (filtered) return <p className="empty">No issue matches. Take a filter away.</p>;
  return (
    <p className="empty">
      No issue yet. {mayWrite && <Link href="/new">File the first one</Link>}
    </p>
  );
}
