/** The board: charts over all issues, and below them the issues behind each figure. */
import { render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { TypedDocumentString } from "../gql/graphql.ts";
import { BoardChartsDocument, BoardIssuesDocument } from "../gql/graphql.ts";
import { dropToken, keepToken, onTokenArrival, takeToken } from "../shared/token.ts";
import "../shared/page.css";
import "./board.css";
import { Charts } from "./charts.tsx";
import { RequestError, request } from "./client.ts";
import { figuresOf, firstMonth } from "./figures.ts";
import { Filters } from "./filters.tsx";
import { IssueList } from "./list.tsx";
import { LIST_ID, Navigation, useView } from "./navigation.tsx";
import { variablesOf } from "./view.ts";

interface State<Result> {
  readonly data: Result | null;
  readonly error: RequestError | null;
  readonly loading: boolean;
}

/** The answer to an operation; while the next one is under way, the last one stays. */
function useAnswer<Result, Variables>(
  token: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
): State<Result> {
  const [state, setState] = useState<State<Result>>({ data: null, error: null, loading: true });
  useEffect(() => {
    const abort = new AbortController();
    setState(({ data }) => ({ data, error: null, loading: true }));
    request(token, document, variables, abort.signal).then(
      (data) => setState({ data, error: null, loading: false }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        if (!(error instanceof RequestError)) throw error;
        setState({ data: null, error, loading: false });
      },
    );
    return () => abort.abort();
  }, [token, document, JSON.stringify(variables)]);
  return state;
}

function Board({ token, onRefused }: { token: string; onRefused: () => void }) {
  const [view, go] = useView();
  const since = useMemo(() => firstMonth(new Date()), []);
  const charts = useAnswer(token, BoardChartsDocument, { since });
  const issues = useAnswer(token, BoardIssuesDocument, variablesOf(view));
  const figures = useMemo(() => charts.data && figuresOf(charts.data, since), [charts.data, since]);
  const error = charts.error ?? issues.error;
  const refused = error?.code === "UNAUTHENTICATED";
  useEffect(() => {
    if (refused) onRefused();
  }, [refused]);
  return (
    <Navigation.Provider value={go}>
      <h1 class="hidden">Board</h1>
      {error && (
        <p class="problem" role="alert">
          {error.message}
        </p>
      )}
      {figures ? <Charts figures={figures} /> : <div class="charts waiting" aria-hidden="true" />}
      <section id={LIST_ID} aria-label="Issues">
        <Filters view={view} owners={figures?.owners ?? []} tags={figures?.tags ?? []} />
        <IssueList view={view} page={issues.data?.issues ?? null} loading={issues.loading} />
      </section>
    </Navigation.Provider>
  );
}

function TokenForm({ refused, onToken }: { refused: boolean; onToken: (token: string) => void }) {
  return (
    <form
      class="card token"
      onSubmit={(event) => {
        event.preventDefault();
        const token = new FormData(event.currentTarget).get("token");
        if (typeof token === "string" && token.trim()) onToken(token.trim());
      }}
    >
      <h1>A token for the board</h1>
      {refused && (
        <p class="problem" role="alert">
          The gateway refuses this token: it is unknown, revoked or expired.
        </p>
      )}
      <p>
        The board reads with a token of yours and keeps it for this tab only. To make one, run{" "}
        <code>issue-gateway token create --email you@example.com --scope read</code>
      </p>
      <label class="field">
        <span>Token</span>
        <input name="token" type="password" autocomplete="off" spellcheck={false} placeholder="igw_…" required />
      </label>
      <button>Show the board</button>
    </form>
  );
}

function App() {
  const [token, setToken] = useState(takeToken);
  const [refused, setRefused] = useState(false);
  const use = (next: string) => {
    keepToken(next);
    setRefused(false);
    setToken(next);
  };
  useEffect(() => onTokenArrival(use), []);
  if (token === null) return <TokenForm refused={refused} onToken={use} />;
  const refuse = () => {
    dropToken();
    setToken(null);
    setRefused(true);
  };
  return <Board token={token} onRefused={refuse} />;
}

const main = document.querySelector("main");
if (main) render(<App />, main);
