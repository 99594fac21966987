/** Changes of several issues at once. */
import type { IssuePriority, IssueRowFragment, IssueStatus } from "../../gql/graphql.ts";
import { changes, useShortcuts } from "../app/keys.tsx";
import { useEffect, useState } from "react";
import { ChoiceMenu, loadPickers, Picker, type Suggestion } from "../shared/lazy-pickers.tsx";
import { count, newOwner, newTag, PRIORITY_WORDS, STATUS_WORDS } from "../shared/words.ts";
import { useChangeMany } from "./use-change-many.ts";
import type { Selection } from "./use-selection.ts";
import { PRIORITIES, STATUSES } from "./view.ts";

interface BulkBarProps {
  selection: Selection;
  issues: readonly IssueRowFragment[];
  owners: readonly Suggestion[];
  tags: readonly Suggestion[];
}

export function BulkBar({ selection, issues, owners, tags }: BulkBarProps) {
  const change = useChangeMany();
  const [open, setOpen] = useState<"status" | "priority" | "owner" | "tags" | null>(null);
  const chosen = issues.filter(({ id }) => selection.chosen.has(id));
  useEffect(() => void loadPickers(), []);
  const control = (name: NonNullable<typeof open>) => ({
    open: open === name,
    onOpenChange: (next: boolean) => setOpen(next ? name : null),
  });
  useShortcuts([
    { key: "s", what: "Set the status of the selected issues", run: () => setOpen("status") },
    { key: "p", what: "Set the priority of the selected issues", run: () => setOpen("priority") },
    { key: "a", what: "Assign the selected issues", run: () => setOpen("owner") },
    { key: "l", what: "Add labels to the selected issues", run: () => setOpen("tags") },
    { key: "Escape", what: "Select nothing", run: selection.clear },
    ...changes(STATUSES, STATUS_WORDS, "status", (status) => void change(chosen, { status })),
    ...changes(PRIORITIES, PRIORITY_WORDS, "priority", (priority) => void change(chosen, { priority })),
  ]);
  return (
    <div className="bulk" role="toolbar" aria-label="Change the selected issues">
      <b>{count(chosen.length, "issue")} selected</b>
      <ChoiceMenu<IssueStatus>
        label="Set the status"
        values={STATUSES}
        words={STATUS_WORDS}
        chosen={null}
        onChoose={(status) => void change(chosen, { status })}
        {...control("status")}
      >
        Status ▾
      </ChoiceMenu>
      <ChoiceMenu<IssuePriority>
        label="Set the priority"
        values={PRIORITIES}
        words={PRIORITY_WORDS}
        chosen={null}
        onChoose={(priority) => void change(chosen, { priority })}
        {...control("priority")}
      >
        Priority ▾
      </ChoiceMenu>
      <Picker
        label="Set the owner"
        suggestions={owners}
        chosen={[]}
        nameNew={newOwner}
        onChoose={([owner]) => owner && void change(chosen, { owner })}
        {...control("owner")}
      >
        Owner ▾
      </Picker>
      <Picker
        label="Add tag"
        suggestions={tags}
        chosen={[]}
        nameNew={newTag}
        onChoose={([tag]) => tag && void change(chosen, { addTags: [tag] })}
        {...control("tags")}
      >
        Add tag ▾
      </Picker>
      <button onClick={selection.clear}>Clear</button>
    </div>
  );
}
