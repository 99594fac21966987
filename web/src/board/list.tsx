/** One page of issues; a row opens to what was written and filed under the issue. */
import type { BoardIssuesQuery } from "../gql/graphql.ts";
import { ViewLink } from "./navigation.tsx";
import { EVERYTHING, PAGE_SIZE, isFiltered, refine, type View } from "./view.ts";
import { PRIORITY_WORDS, STATUS_WORDS, count, formatDay, person } from "./words.ts";

type Page = BoardIssuesQuery["issues"];
type Issue = Page["nodes"][number];

interface IssueListProps {
  view: View;
  page: Page | null;
  loading: boolean;
}

export function IssueList({ view, page, loading }: IssueListProps) {
  return (
    <div class="issues" aria-busy={loading}>
      <p class="found" role="status">
        {page ? `${count(page.totalCount, "issue")}${isFiltered(view) ? " found" : ""}` : "Loading …"}
      </p>
      {page?.totalCount === 0 && <p class="empty">No issue matches.</p>}
      <ul>
        {page?.nodes.map((issue) => (
          <li key={issue.id}>
            <Row issue={issue} />
          </li>
        ))}
      </ul>
      {page && page.totalCount > PAGE_SIZE && <Pages view={view} page={page} />}
    </div>
  );
}

function Pages({ view, page }: { view: View; page: Page }) {
  const { hasPreviousPage, hasNextPage, startCursor, endCursor } = page.pageInfo;
  return (
    <nav class="pages" aria-label="Pages">
      {hasPreviousPage && startCursor ? (
        <ViewLink view={refine(view, { before: startCursor })} reveal>
          ← Newer
        </ViewLink>
      ) : (
        <span aria-hidden="true">← Newer</span>
      )}
      {hasNextPage && endCursor ? (
        <ViewLink view={refine(view, { after: endCursor })} reveal>
          Older →
        </ViewLink>
      ) : (
        <span aria-hidden="true">Older →</span>
      )}
    </nav>
  );
}

function Row({ issue }: { issue: Issue }) {
  return (
    <details class="issue">
      <summary>
        <span class={`status ${issue.status?.toLowerCase() ?? ""}`}>
          {issue.status ? STATUS_WORDS[issue.status] : "No status"}
        </span>
        <span class="title">{issue.title}</span>
        <span class="facts">
          {issue.priority && (
            <span class={`priority ${issue.priority.toLowerCase()}`}>{PRIORITY_WORDS[issue.priority]}</span>
          )}
          <span>{person(issue.owner)}</span>
          <span>{formatDay(issue.createdAt)}</span>
          {issue.comments.totalCount > 0 && <span>{count(issue.comments.totalCount, "comment")}</span>}
          {issue.files.totalCount > 0 && <span>{count(issue.files.totalCount, "file")}</span>}
          {issue.tags.map((tag) => (
            <span class="tag" key={tag}>
              {tag}
            </span>
          ))}
        </span>
      </summary>
      <Detail issue={issue} />
    </details>
  );
}

function Detail({ issue }: { issue: Issue }) {
  return (
    <div class="detail">
      {issue.description.map(textOf).map((text, index) => text && <p key={index}>{text}</p>)}
      {issue.resolutionSummary && (
        <p class="resolution">
          <b>Resolution.</b> {issue.resolutionSummary}
        </p>
      )}
      <dl>
        <dt>Created by</dt>
        <dd>{issue.createdBy}</dd>
        <dt>Owner</dt>
        <dd>
          <ViewLink view={{ ...EVERYTHING, owner: issue.owner }}>{issue.owner}</ViewLink>
        </dd>
        {issue.tags.length > 0 && <dt>Tags</dt>}
        {issue.tags.length > 0 && (
          <dd>
            {issue.tags.map((tag) => (
              <ViewLink key={tag} view={{ ...EVERYTHING, tag }} class="tag">
                {tag}
              </ViewLink>
            ))}
          </dd>
        )}
        {issue.sessions.length > 0 && <dt>Sessions</dt>}
        {issue.sessions.map((session) => (
          <dd key={session.id}>{session.title ?? "Untitled session"}</dd>
        ))}
        {issue.files.nodes.length > 0 && <dt>Files</dt>}
        {issue.files.nodes.map((file) => (
          <dd key={file.id}>
            {file.fileName} <span class="quiet">{file.fileType.replaceAll("_", " ")}</span>
          </dd>
        ))}
        <dt>Id</dt>
        <dd class="id">{issue.id}</dd>
      </dl>
      <Comments comments={issue.comments} />
    </div>
  );
}

function Comments({ comments }: { comments: Issue["comments"] }) {
  const hidden = comments.totalCount - comments.nodes.length;
  if (comments.totalCount === 0) return null;
  return (
    <section class="comments">
      <h3>{hidden > 0 ? `Last ${comments.nodes.length} of ${count(comments.totalCount, "comment")}` : "Comments"}</h3>
      {comments.nodes.map((comment) => (
        <article key={comment.id}>
          <p class="quiet">
            {comment.createdBy}, {formatDay(comment.createdAt)}
          </p>
          <p>{comment.content}</p>
          {comment.reactions.length > 0 && (
            <p class="quiet">{comment.reactions.map(({ emoji, count }) => `${emoji} ${count}`).join("  ")}</p>
          )}
        </article>
      ))}
    </section>
  );
}

/** The text of a content block, whatever its type; null when it has none. */
function textOf(block: unknown): string | null {
  if (typeof block !== "object" || block === null || !("text" in block)) return null;
  return typeof block.text === "string" ? block.text : null;
}
