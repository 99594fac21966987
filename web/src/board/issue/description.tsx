/** The description of an issue, read and edited. */
import { useState } from "react";
import { useViewer } from "../app/viewer.ts";
import { BlockEditor } from "../shared/block-editor.tsx";
import { useDraft } from "../shared/draft.ts";
import { blocksOf, textOf } from "../shared/markup.ts";
import { useSay } from "../shared/messages.tsx";
import { useMessagedUpdate } from "../shared/use-update.ts";
import { Blocks } from "./blocks.tsx";
import type { Issue } from "./issue-page.tsx";

export function Description({ issue }: { issue: Issue }) {
  const { mayWrite } = useViewer();
  const [editing, setEditing] = useState(false);
  if (editing) return <Editor issue={issue} onEnd={() => setEditing(false)} />;
  return (
    <section aria-label="Description">
      {issue.description.length > 0 ? <Blocks blocks={issue.description} /> : <p className="quiet">No description.</p>}
      {mayWrite && (
        <button className="edit" onClick={() => setEditing(true)}>
          Edit description
        </button>
      )}
    </section>
  );
}

function Editor({ issue, onEnd }: { issue: Issue; onEnd: () => void }) {
  const say = useSay();
  const update = useMessagedUpdate();
  // The version that was read when the edit began: a later one is a conflict.
  const [base] = useState(issue);
  const [initial] = useState(() => textOf(issue.description));
  const [text, setText] = useDraft(`description.${issue.id}`, initial);
  const save = async () => {
    let description;
    try {
      description = blocksOf(text);
    } catch {
      say("A line that begins with %% is not JSON.");
      return;
    }
    if (await update(base, { description }, "Description changed.")) {
      setText(initial);
      onEnd();
    }
  };
  return (
    <section aria-label="Description">
      <BlockEditor label="Description" text={text} onChange={setText} onSend={() => void save()} />
      <p className="actions">
        <button className="primary" onClick={() => void save()} title="Ctrl-Enter">
          Save
        </button>
        <button
          onClick={() => {
            setText(initial);
            onEnd();
          }}
        >
          Cancel
        </button>
      </p>
    </section>
  );
}
