/** Status, priority, owner and tags beside an issue, each edited in place. */
import { Fragment, useEffect, useState } from "react";
import { changes, useShortcuts } from "../app/keys.tsx";
import { useViewer } from "../app/viewer.ts";
import { PRIORITIES, STATUSES } from "../list/view.ts";
import { PriorityMark, StatusMark } from "../shared/marks.tsx";
import { ChoiceMenu, loadPickers, Picker, type Suggestion } from "../shared/lazy-pickers.tsx";
import { useMessagedUpdate, type Patch } from "../shared/use-update.ts";
import { formatInstant } from "../shared/instants.ts";
import { newOwner, newTag, PRIORITY_WORDS, STATUS_WORDS } from "../shared/words.ts";
import type { Issue } from "./issue-page.tsx";

interface FactsProps {
  issue: Issue;
  owners: readonly Suggestion[];
  tags: readonly Suggestion[];
}

export function Facts({ issue, owners, tags }: FactsProps) {
  const { mayWrite } = useViewer();
  const update = useMessagedUpdate();
  // A comment or a file changes no field of the issue, but is news of it.
  const lastEntry = issue.history.nodes.at(-1)?.at ?? issue.updatedAt;
  const updatedAt = new Date(lastEntry) > new Date(issue.updatedAt) ? lastEntry : issue.updatedAt;
  const [open, setOpen] = useState<"status" | "priority" | "owner" | "tags" | null>(null);
  const change = (patch: Patch, done: string) => void update(issue, patch, done);
  useEffect(() => void loadPickers(), []);
  const control = (name: NonNullable<typeof open>) => ({
    open: open === name,
    onOpenChange: (next: boolean) => setOpen(next ? name : null),
    isDisabled: !mayWrite,
    className: "fact",
  });
  useShortcuts(
    mayWrite
      ? [
          { key: "s", what: "Set the status", run: () => setOpen("status") },
          { key: "p", what: "Set the priority", run: () => setOpen("priority") },
          { key: "a", what: "Assign to somebody", run: () => setOpen("owner") },
          { key: "l", what: "Set the labels (tags)", run: () => setOpen("tags") },
          ...changes(STATUSES, STATUS_WORDS, "status", (status) => change({ status }, `Status: ${STATUS_WORDS[status]}.`)),
          ...changes(PRIORITIES, PRIORITY_WORDS, "priority", (priority) =>
            change({ priority }, `Priority: ${PRIORITY_WORDS[priority]}.`),
          ),
        ]
      : [],
  );
  return (
    <aside className="card facts-card" aria-label="Facts">
      <dl>
        <dt>Status</dt>
        <dd>
          <ChoiceMenu
            label={`Status: ${issue.status ? STATUS_WORDS[issue.status] : "none"}`}
            values={STATUSES}
            words={STATUS_WORDS}
            chosen={issue.status ?? null}
            onChoose={(status) => change({ status }, `Status: ${STATUS_WORDS[status]}.`)}
            {...control("status")}
          >
            <StatusMark status={issue.status} />
          </ChoiceMenu>
        </dd>
        <dt>Priority</dt>
        <dd>
          <ChoiceMenu
            label={`Priority: ${issue.priority ? PRIORITY_WORDS[issue.priority] : "none"}`}
            values={PRIORITIES}
            words={PRIORITY_WORDS}
            chosen={issue.priority ?? null}
            onChoose={(priority) => change({ priority }, `Priority: ${PRIORITY_WORDS[priority]}.`)}
            {...control("priority")}
          >
            <PriorityMark priority={issue.priority} />
          </ChoiceMenu>
        </dd>
        <dt>Owner</dt>
        <dd>
          <Picker
            label={`Owner: ${issue.owner}`}
            suggestions={owners}
            chosen={[issue.owner]}
            nameNew={newOwner}
            onChoose={([owner]) => owner && owner !== issue.owner && change({ owner }, `Owner: ${owner}.`)}
            {...control("owner")}
          >
            {issue.owner ? <Address text={issue.owner} /> : "Nobody"}
          </Picker>
        </dd>
        <dt>Tags</dt>
        <dd>
          <Picker
            label={`Tags: ${issue.tags.join(" ") || "None"}`}
            suggestions={tags}
            chosen={issue.tags}
            several
            nameNew={newTag}
            onChoose={(chosen) => change({ tags: [...chosen] }, "Tags changed.")}
            {...control("tags")}
          >
            {issue.tags.length === 0
              ? "None"
              : issue.tags.map((tag) => (
                  <span key={tag}>
                    <span className="tag">{tag}</span>{" "}
                  </span>
                ))}
          </Picker>
        </dd>
        <dt>Updated</dt>
        <dd>
          <time dateTime={updatedAt}>{formatInstant(updatedAt)}</time>
        </dd>
        {issue.sessions.length > 0 && <dt>Sessions</dt>}
        {issue.sessions.map((session) => (
          <dd key={session.id}>{session.title ?? "Untitled session"}</dd>
        ))}
        {issue.jobRunId && <dt>Job run</dt>}
        {issue.jobRunId && <dd className="id">{issue.jobRunId}</dd>}
        <dt>Id</dt>
        <dd className="id">{issue.id}</dd>
      </dl>
    </aside>
  );
}

/** A person's address; a narrow column breaks it behind the @ or a full stop, not within a word. */
function Address({ text }: { text: string }) {
  return text.split(/(?<=[@.])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
