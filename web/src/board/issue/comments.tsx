/** The thread: comments with their reactions, and a field for a new comment. */
import { lazy, Suspense, useContext, useRef, useState } from "react";
import { useClient, useMutation, useQuery } from "urql";
import {
  AddCommentDocument,
  AddReactionDocument,
  DeleteCommentDocument,
  EarlierCommentsDocument,
  RemoveReactionDocument,
  UpdateCommentDocument,
  type CommentItemFragment,
} from "../../gql/graphql.ts";
import { untilLoaded } from "../../shared/until-loaded.ts";
import { useShortcuts } from "../app/keys.tsx";
import { putInOutbox } from "../app/outbox.ts";
import { useViewer } from "../app/viewer.ts";
import { useDraft } from "../shared/draft.ts";
import { useSay } from "../shared/messages.tsx";
import { sentenceOf } from "../shared/sentence.ts";
import { TokenContext } from "../shared/token-context.ts";
import { upload } from "../shared/upload.ts";
import { formatInstant } from "../shared/instants.ts";
import { count } from "../shared/words.ts";
import { AttachmentView } from "./attachment.tsx";
import type { Issue } from "./issue-page.tsx";
import { commentId, NewComment } from "./new-comment.tsx";
import { RichText } from "./rich-text.tsx";

const Question = lazy(() => untilLoaded(() => import("../shared/question.tsx")));

const LONGEST = 10_000;
const EMOJI = ["👍", "👎", "🎉", "👀", "❤️", "🚀"] as const;

export function Comments({ issue }: { issue: Issue }) {
  const { mayWrite } = useViewer();
  const page = issue.thread;
  // The thread has the outlines of deleted comments too; they do not count.
  const total = issue.comments.totalCount;
  return (
    <section className="comments" aria-label="Comments">
      <h2>{total === 0 ? "Comments" : count(total, "comment")}</h2>
      <Earlier issueId={issue.id} page={page} />
      {page.nodes.map((comment) => (
        <CommentView key={comment.id} comment={comment} />
      ))}
      <NewComment last={page.nodes.at(-1)?.id} />
      {mayWrite && <Composer issueId={issue.id} />}
    </section>
  );
}

interface EarlierProps {
  issueId: string;
  /** The comments below: the earlier ones end where these begin. */
  page: { pageInfo: Issue["thread"]["pageInfo"] };
}

/** The comments before a page of them, once somebody wants to see them; those before these likewise. */
function Earlier({ issueId, page }: EarlierProps) {
  const [isOpen, setOpen] = useState(false);
  const { hasPreviousPage, startCursor } = page.pageInfo;
  const [{ data, error }, reload] = useQuery({
    query: EarlierCommentsDocument,
    variables: { id: issueId, before: startCursor ?? "" },
    pause: !isOpen || !hasPreviousPage,
  });
  // A new comment moves the pages; until they are read, the old ones stay.
  const last = useRef(data?.issue?.comments);
  last.current = data?.issue?.comments ?? last.current;
  if (!hasPreviousPage) return null;
  const earlier = last.current;
  if (!isOpen || !earlier) {
    return (
      <>
        <button
          className="earlier"
          disabled={isOpen && !error}
          onClick={() => (isOpen ? reload({ requestPolicy: "network-only" }) : setOpen(true))}
        >
          Show earlier comments
        </button>
        {error && (
          <p className="problem" role="alert">
            {sentenceOf(error)}
          </p>
        )}
      </>
    );
  }
  return (
    <>
      <Earlier issueId={issueId} page={earlier} />
      {earlier.nodes.map((comment) => (
        <CommentView key={comment.id} comment={comment} />
      ))}
    </>
  );
}

function CommentView({ comment }: { comment: CommentItemFragment }) {
  const say = useSay();
  const { author, isAdmin, mayWrite } = useViewer();
  const [editing, setEditing] = useState<string | null>(null);
  const [deleting, setDeleting] = useState(false);
  const [, update] = useMutation(UpdateCommentDocument);
  const [, remove] = useMutation(DeleteCommentDocument);
  const mine = mayWrite && (isAdmin || comment.createdBy === author);
  const told = (error: Parameters<typeof sentenceOf>[0] | undefined, refused: { message: string } | undefined) => {
    if (error || refused) say(error ? sentenceOf(error) : `Not changed: ${refused?.message}`);
    return !error && !refused;
  };
  if (comment.isDeleted) {
    return (
      <article className="comment quiet">
        <p>A comment of {comment.createdBy} was deleted.</p>
      </article>
    );
  }
  const save = async () => {
    const { data, error } = await update({ input: { id: comment.id, content: editing ?? "", expectedVersion: comment.version } });
    if (told(error, data?.updateComment.userErrors[0])) setEditing(null);
  };
  const erase = async () => {
    const { data, error } = await remove({ input: { id: comment.id } });
    if (told(error, data?.deleteComment.userErrors[0])) say("Comment deleted.");
  };
  return (
    <article className="comment" id={commentId(comment.id)}>
      <header className="quiet">
        <b>{comment.createdBy}</b> <time dateTime={comment.createdAt}>{formatInstant(comment.createdAt)}</time>
        {comment.isEdited && " (edited)"}
        {mine && editing === null && (
          <span className="actions">
            <button className="edit" onClick={() => setEditing(comment.content)}>
              Edit
            </button>
            <button className="edit" onClick={() => setDeleting(true)}>
              Delete
            </button>
          </span>
        )}
      </header>
      {editing === null ? (
        <RichText text={comment.content} />
      ) : (
        <>
          <textarea
            aria-label="Edit the comment"
            rows={4}
            maxLength={LONGEST}
            value={editing}
            autoFocus
            onChange={(event) => setEditing(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
              if (event.key === "Escape") setEditing(null);
            }}
          />
          <p className="actions">
            <button className="primary" onClick={() => void save()}>
              Save
            </button>
            <button onClick={() => setEditing(null)}>Cancel</button>
          </p>
        </>
      )}
      {comment.attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      <Reactions comment={comment} />
      {deleting && (
        <Suspense>
          <Question
            title={comment.createdBy === author ? "Delete your comment?" : `Delete the comment of ${comment.createdBy}?`}
            answer="Delete"
            onEnd={(agreed) => {
              setDeleting(false);
              if (agreed) void erase();
            }}
          >
            <p>This cannot be undone. The thread keeps a line that says so.</p>
          </Question>
        </Suspense>
      )}
    </article>
  );
}

function Reactions({ comment }: { comment: CommentItemFragment }) {
  const { mayWrite } = useViewer();
  const [choosing, setChoosing] = useState(false);
  const [, add] = useMutation(AddReactionDocument);
  const [, remove] = useMutation(RemoveReactionDocument);
  const toggle = (emoji: string, on: boolean) => {
    setChoosing(false);
    const input = { commentId: comment.id, emoji };
    void (on ? remove({ input }) : add({ input }));
  };
  return (
    <p className="reactions">
      {comment.reactions.map(({ emoji, count, users, viewerHasReacted }) => (
        <button
          key={emoji}
          disabled={!mayWrite}
          aria-pressed={viewerHasReacted}
          aria-label={`${emoji} ${count} from ${users.join(", ")}`}
          title={users.join(", ")}
          onClick={() => toggle(emoji, viewerHasReacted)}
        >
          {emoji} {count}
        </button>
      ))}
      {mayWrite && (
        <button aria-expanded={choosing} aria-label="Add a reaction" onClick={() => setChoosing(!choosing)}>
          ☺+
        </button>
      )}
      {choosing &&
        EMOJI.map((emoji) => (
          <button key={emoji} aria-label={`React with ${emoji}`} onClick={() => toggle(emoji, false)}>
            {emoji}
          </button>
        ))}
    </p>
  );
}

function Composer({ issueId }: { issueId: string }) {
  const client = useClient();
  const token = useContext(TokenContext);
  const say = useSay();
  const [text, setText] = useDraft(`comment.${issueId}`);
  const [attachments, setAttachments] = useState<readonly { id: string; name: string }[]>([]);
  const [share, setShare] = useState<number | null>(null);
  const [field, setField] = useState<HTMLTextAreaElement | null>(null);
  useShortcuts([{ key: "m", what: "Write a comment", run: () => field?.focus() }]);
  const attach = async (files: Iterable<File>) => {
    for (const file of files) {
      try {
        setShare(0);
        const id = await upload(token, file, { onProgress: setShare, signal: new AbortController().signal });
        setAttachments((all) => [...all, { id, name: file.name }]);
      } catch (error) {
        say(`“${file.name}” was not uploaded: ${(error as Error).message}`);
      } finally {
        setShare(null);
      }
    }
  };
  const send = async () => {
    if (share !== null) return;
    const content = text.trim();
    if (!content) {
      if (attachments.length > 0) say("A comment needs a few words beside its files.");
      field?.focus();
      return;
    }
    const key = crypto.randomUUID();
    const input = { issueId, content, attachmentIds: attachments.map(({ id }) => id) };
    setText("");
    setAttachments([]);
    const { data, error } = await client
      .mutation(AddCommentDocument, { input }, { fetchOptions: { headers: { "Idempotency-Key": key } } })
      .toPromise();
    const refused = data?.addComment.userErrors[0];
    if (error?.networkError) putInOutbox({ key, ...input });
    else if (error || refused) {
      say(error ? sentenceOf(error) : `Not sent: ${refused?.message}`);
      setText(content);
      setAttachments(attachments);
    }
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void attach([...event.dataTransfer.files]);
      }}
    >
      <textarea
        ref={setField}
        aria-label="Comment"
        placeholder="Write a comment; drop or paste files"
        rows={3}
        maxLength={LONGEST}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
        }}
        onPaste={(event) => {
          const files = [...event.clipboardData.files];
          if (files.length === 0) return;
          event.preventDefault();
          void attach(files);
        }}
      />
      {attachments.length > 0 && <p className="quiet">Attached: {attachments.map(({ name }) => name).join(", ")}</p>}
      {share !== null && <progress value={share} max={1} aria-label="Upload" />}
      <p className="actions">
        <button className="primary" title="Ctrl-Enter" disabled={share !== null}>
          Send comment
        </button>
        <label className="attach">
          Attach a file
          <input type="file" multiple className="hidden" onChange={(event) => void attach([...(event.currentTarget.files ?? [])])} />
        </label>
      </p>
    </form>
  );
}
