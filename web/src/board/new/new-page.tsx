/** The page that files an issue; what is typed survives a reload. */
import { useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import { useLocation } from "wouter";
import { CreateIssueDocument, type IssuePriority } from "../../gql/graphql.ts";
import { useViewer } from "../app/viewer.ts";
import { PRIORITIES } from "../list/view.ts";
import { BlockEditor } from "../shared/block-editor.tsx";
import { useDraft } from "../shared/draft.ts";
import { blocksOf } from "../shared/markup.ts";
import { PriorityMark } from "../shared/marks.tsx";
import { useChoices } from "../shared/use-choices.ts";
import { useSay } from "../shared/messages.tsx";
import { ChoiceMenu, Picker } from "../shared/lazy-pickers.tsx";
import { sentenceOf } from "../shared/sentence.ts";
import { newOwner, newTag, person, PRIORITY_WORDS } from "../shared/words.ts";

/** What the form holds beside its texts. */
interface Facts {
  readonly priority: IssuePriority;
  readonly owner: string;
  readonly tags: readonly string[];
  readonly attachmentIds: readonly string[];
}

const NO_FACTS: Facts = { priority: "LOW", owner: "Unassigned", tags: [], attachmentIds: [] };

const factsOf = (draft: string): Facts => ({ ...NO_FACTS, ...(JSON.parse(draft || "{}") as Partial<Facts>) });

export default function NewPage() {
  const client = useClient();
  const say = useSay();
  const { isKnown, mayWrite } = useViewer();
  const [, navigate] = useLocation();
  const choices = useChoices();
  const [title, setTitle] = useDraft("new.title");
  const [text, setText] = useDraft("new.text");
  const [facts, setFacts] = useDraft("new.facts");
  const { priority, owner, tags, attachmentIds } = factsOf(facts);
  const latest = useRef(facts);
  const change = (next: Partial<Facts>) => {
    // Files arrive one by one, between two renderings too.
    latest.current = JSON.stringify({ ...factsOf(latest.current), ...next });
    setFacts(latest.current);
  };
  const [sending, setSending] = useState(false);
  // One key for all tries of this form: pressing twice files one issue.
  const key = useRef(crypto.randomUUID());
  useEffect(() => {
    document.title = "New issue · issue-gateway";
  }, []);
  const file = async () => {
    if (!title.trim() || sending) return;
    let description;
    try {
      description = blocksOf(text);
    } catch {
      say("A line that begins with %% is not JSON.");
      return;
    }
    setSending(true);
    const input = { title: title.trim(), description, priority, owner, tags: [...tags], attachmentIds: [...attachmentIds] };
    const { data, error } = await client
      .mutation(CreateIssueDocument, { input }, { fetchOptions: { headers: { "Idempotency-Key": key.current } } })
      .toPromise();
    setSending(false);
    const refused = data?.createIssue.userErrors[0];
    if (error || refused) {
      if (!error?.networkError) key.current = crypto.randomUUID();
      say(error ? `${sentenceOf(error)} Your text is kept.` : `Not filed: ${refused?.message}`);
      return;
    }
    setTitle("");
    setText("");
    setFacts("");
    say("Filed.");
    navigate(`/issues/${data?.createIssue.issue?.id ?? ""}`);
  };
  if (!isKnown) return <p className="quiet">Loading …</p>;
  if (!mayWrite) return <p className="problem">This token may read only. A new issue needs the scope “write”.</p>;
  return (
    <form
      className="new-issue"
      onSubmit={(event) => {
        event.preventDefault();
        void file();
      }}
    >
      <h1>New issue</h1>
      <label className="field">
        <span>Title</span>
        <input
          value={title}
          required
          autoFocus
          maxLength={500}
          dir="auto"
          autoComplete="off"
          onChange={(event) => setTitle(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void file();
          }}
        />
      </label>
      <div className="pickers">
        <ChoiceMenu
          label={`Priority: ${PRIORITY_WORDS[priority]}`}
          values={PRIORITIES}
          words={PRIORITY_WORDS}
          chosen={priority}
          onChoose={(priority) => change({ priority })}
        >
          Priority: <PriorityMark priority={priority} /> ▾
        </ChoiceMenu>
        <Picker
          label={`Owner: ${owner}`}
          suggestions={choices.owners}
          chosen={[owner]}
          nameNew={newOwner}
          onChoose={([owner]) => owner && change({ owner })}
        >
          Owner: {person(owner)} ▾
        </Picker>
        <Picker
          label={tags.length > 0 ? `Tags: ${tags.join(", ")}` : "Add tags"}
          suggestions={choices.tags}
          chosen={tags}
          several
          nameNew={newTag}
          onChoose={(tags) => change({ tags })}
        >
          {tags.length > 0 ? `Tags: ${tags.join(", ")}` : "Add tags"} ▾
        </Picker>
      </div>
      <BlockEditor
        label="Description"
        text={text}
        onChange={setText}
        onSend={() => void file()}
        onAttachment={(id) => change({ attachmentIds: [...factsOf(latest.current).attachmentIds, id] })}
      />
      <p className="actions">
        <button className="primary" disabled={sending} title="Ctrl-Enter">
          File the issue
        </button>
        <button type="button" onClick={() => navigate("/")}>
          Keep the draft and go back
        </button>
      </p>
    </form>
  );
}
