/** How an issue was resolved, edited in place; once it is closed without one, a line asks for it. */
import { useState } from "react";
import { useViewer } from "../app/viewer.ts";
import { useDraft } from "../shared/draft.ts";
import { useMessagedUpdate } from "../shared/use-update.ts";
import { Blocks } from "./blocks.tsx";
import type { Issue } from "./issue-page.tsx";

const LONGEST = 10_000;

export function Resolution({ issue }: { issue: Issue }) {
  const { mayWrite } = useViewer();
  // The version that the person saw when the edit began: a later one is a conflict.
  const [base, setBase] = useState<Issue | null>(null);
  const text = issue.resolutionSummary ?? "";
  const isClosed = issue.status === "RESOLVED" || issue.status === "REJECTED";
  if (!isClosed && !text && !base) return null;
  return (
    <section className="resolution" aria-label="Resolution">
      <h2>Resolution</h2>
      {!isClosed && text && <p className="quiet">Written earlier; the issue is not closed now.</p>}
      {base ? (
        <Editor issue={base} onEnd={() => setBase(null)} />
      ) : (
        <>
          {text ? (
            <Blocks blocks={[{ type: "paragraph", text }]} />
          ) : (
            <p className="quiet">{mayWrite ? "How did it end? A sentence helps whoever meets this next." : "None is written."}</p>
          )}
          {mayWrite && (
            <button className="edit" onClick={() => setBase(issue)}>
              {text ? "Edit resolution" : "Write a resolution"}
            </button>
          )}
        </>
      )}
    </section>
  );
}

function Editor({ issue, onEnd }: { issue: Issue; onEnd: () => void }) {
  const update = useMessagedUpdate();
  const before = issue.resolutionSummary ?? "";
  const [text, setText] = useDraft(`resolution.${issue.id}`, before);
  const end = () => {
    setText(before);
    onEnd();
  };
  const save = async () => {
    const after = text.trim();
    if (after === before) end();
    else if (await update(issue, { resolutionSummary: after || null }, "Resolution changed.")) end();
  };
  return (
    <>
      <textarea
        aria-label="Resolution"
        rows={4}
        maxLength={LONGEST}
        dir="auto"
        value={text}
        autoFocus
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
          if (event.key === "Escape") end();
        }}
      />
      <p className="actions">
        <button className="primary" onClick={() => void save()} title="Ctrl-Enter">
          Save
        </button>
        <button onClick={end}>Cancel</button>
      </p>
    </>
  );
}
