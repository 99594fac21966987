/** The page of an issue: what it says, its evidence, its comments and its history. */
import { useEffect, useState } from "react";
import { useMutation, useQuery } from "urql";
import { Link, useLocation } from "wouter";
import {
  DeleteIssueDocument,
  IssuePageDocument,
  RestoreIssueDocument,
  type IssuePageQuery,
} from "../../gql/graphql.ts";
import { useShortcuts } from "../app/keys.tsx";
import { useLive, useMarked } from "../app/live.ts";
import { useViewer } from "../app/viewer.ts";
import { neighboursOf } from "../list/neighbours.ts";
import { EditableText } from "../shared/editable-text.tsx";
import { useSay } from "../shared/messages.tsx";
import { sentenceOf } from "../shared/sentence.ts";
import { useChoices } from "../shared/use-choices.ts";
import { useMessagedUpdate } from "../shared/use-update.ts";
import { formatDay } from "../shared/words.ts";
import { Comments } from "./comments.tsx";
import { Description } from "./description.tsx";
import { Evidence } from "./evidence.tsx";
import { Facts } from "./facts.tsx";
import { History } from "./history.tsx";
import { Resolution } from "./resolution.tsx";

export type Issue = NonNullable<IssuePageQuery["issue"]>;

export default function IssuePage({ id }: { id: string }) {
  const [{ data, error, fetching }, reload] = useQuery({
    query: IssuePageDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  useLive(
    ({ issueId, objectId }) => issueId === id || objectId === id,
    () => reload({ requestPolicy: "network-only" }),
    500,
  );
  const issue = data?.issue;
  if (error && !issue) {
    return (
      <p className="problem" role="alert">
        {sentenceOf(error)} <button onClick={() => reload({ requestPolicy: "network-only" })}>Try again</button>
      </p>
    );
  }
  if (!issue) return fetching || data === undefined ? <p className="quiet">Loading …</p> : <Gone id={id} onRestored={() => reload({ requestPolicy: "network-only" })} />;
  return <Loaded issue={issue} />;
}

function Loaded({ issue }: { issue: Issue }) {
  const [, navigate] = useLocation();
  const { author, mayWrite } = useViewer();
  const say = useSay();
  const update = useMessagedUpdate();
  const [, deleteIssue] = useMutation(DeleteIssueDocument);
  const [, restoreIssue] = useMutation(RestoreIssueDocument);
  const { owners, tags } = useChoices();
  const { previous, next, search } = neighboursOf(issue.id);
  const marked = useMarked(author).has(issue.id);
  useEffect(() => {
    document.title = `${issue.title} · issue-gateway`;
  }, [issue.title]);
  const open = (id: string | undefined) => id !== undefined && navigate(`/issues/${id}`);
  const copy = async () => {
    await navigator.clipboard.writeText(location.href);
    say("Link copied.");
  };
  const remove = async () => {
    const { data, error } = await deleteIssue({ input: { id: issue.id } });
    const refused = data?.deleteIssue.userErrors[0];
    if (error || refused) {
      say(error ? sentenceOf(error) : `Not deleted: ${refused?.message}`);
      return;
    }
    navigate(`/${search}`);
    say(`Deleted “${issue.title}”.`, { label: "Undo", run: () => void undo() });
  };
  const undo = async () => {
    const { error } = await restoreIssue({ input: { id: issue.id } });
    say(error ? sentenceOf(error) : `Restored “${issue.title}”.`);
  };
  useShortcuts([
    { key: "j", what: "Next issue of the list", run: () => open(next) },
    { key: "k", what: "Previous issue of the list", run: () => open(previous) },
    { key: "u", what: "Back to the list", run: () => navigate(`/${search}`) },
    { key: "y", what: "Copy a link to this issue", run: () => void copy() },
  ]);
  return (
    <article className={`issue-page ${marked ? "marked" : ""}`}>
      <nav className="crumbs" aria-label="Place of this issue">
        <Link href={`/${search}`}>← Issues</Link>
        <span>
          <button disabled={previous === undefined} onClick={() => open(previous)} title="k">
            Previous
          </button>
          <button disabled={next === undefined} onClick={() => open(next)} title="j">
            Next
          </button>
          <button onClick={() => void copy()} title="y">
            Copy link
          </button>
          {mayWrite && <button onClick={() => void remove()}>Delete</button>}
        </span>
      </nav>
      <EditableText
        label="Title"
        value={issue.title}
        isDisabled={!mayWrite}
        onSave={(title) => update(issue, { title }, "Title changed.")}
        as="h1"
      />
      <p className="quiet">
        Filed by {issue.createdBy} on <time dateTime={issue.createdAt}>{formatDay(issue.createdAt)}</time>
      </p>
      <div className="issue-body">
        <div>
          <Description issue={issue} />
          <Resolution issue={issue} />
          <Evidence issue={issue} />
          <Comments issue={issue} />
          <History issue={issue} />
        </div>
        <Facts issue={issue} owners={owners} tags={tags} />
      </div>
    </article>
  );
}

function Gone({ id, onRestored }: { id: string; onRestored: () => void }) {
  const say = useSay();
  const { mayWrite } = useViewer();
  const [, restoreIssue] = useMutation(RestoreIssueDocument);
  const [failed, setFailed] = useState(false);
  const restore = async () => {
    const { data, error } = await restoreIssue({ input: { id } });
    const refused = data?.restoreIssue.userErrors[0];
    setFailed(Boolean(error ?? refused));
    say(error ? sentenceOf(error) : (refused?.message ?? "Restored."));
    if (!error && !refused) onRestored();
  };
  return (
    <>
      <h1>No such issue</h1>
      <p>
        It does not exist, or it was deleted. <Link href="/">To the list</Link>
      </p>
      {mayWrite && !failed && <button onClick={() => void restore()}>Restore it, if it was deleted</button>}
    </>
  );
}
