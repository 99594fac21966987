/** Both versions of an edit that collides, field by field, and a choice. */
import { useState } from "react";
import { useClient, useQuery } from "urql";
import { LatestChangesDocument, UpdateIssueDocument } from "../../gql/graphql.ts";
import type { Collision } from "./conflict.tsx";
import Dialog from "./dialog.tsx";
import { FIELD_WORDS } from "./field-words.ts";
import { useSay } from "./messages.tsx";
import { sentenceOf } from "./sentence.ts";

export default function ConflictDialog({ collision, onEnd }: { collision: Collision; onEnd: (written: boolean) => void }) {
  const client = useClient();
  const say = useSay();
  // Neither version is chosen at first: each choice drops somebody's words, so a person makes it.
  const [choices, setChoices] = useState<ReadonlyMap<string, "mine" | "theirs">>(new Map());
  const [latest] = useQuery({
    query: LatestChangesDocument,
    variables: { id: collision.id },
    requestPolicy: "network-only",
  });
  const changes = latest.data?.issue?.history.nodes ?? [];
  const authorOf = (field: string) => changes.findLast(({ fields }) => fields.includes(field))?.actor;
  const write = async () => {
    const kept = Object.fromEntries(Object.entries(collision.patch).filter(([field]) => isMine(field)));
    if (Object.keys(kept).length === 0) {
      say("The other version stays.");
      onEnd(false);
      return;
    }
    const { data, error } = await client
      .mutation(UpdateIssueDocument, { input: { id: collision.id, ...kept } })
      .toPromise();
    const refused = data?.updateIssue.userErrors[0];
    say(error ? sentenceOf(error) : (refused?.message ?? "Your version is written."));
    onEnd(!error && !refused);
  };
  const collides = new Set(collision.conflicts.map(({ field }) => field));
  const isMine = (field: string) => !collides.has(field) || choices.get(field) === "mine";
  return (
    <Dialog title="Somebody else changed this meanwhile" open onOpenChange={() => onEnd(false)} className="conflict">
      <p>Choose a version for each field. Fields that only one of you changed keep that change.</p>
      {collision.conflicts.map(({ field, base, yours, theirs }) => (
        <fieldset key={field}>
          <legend>{FIELD_WORDS[field] ?? field}</legend>
          {base != null && <p className="quiet">Before: {shown(base)}</p>}
          {(["mine", "theirs"] as const).map((side) => (
            <label key={side}>
              <input
                type="radio"
                name={field}
                checked={choices.get(field) === side}
                onChange={() => setChoices((now) => new Map(now).set(field, side))}
              />
              <span>
                {side === "mine" ? "Yours" : "Theirs"}: <span dir="auto">{shown(side === "mine" ? yours : theirs)}</span>
                {side === "theirs" && authorOf(field) && <span className="quiet"> by {authorOf(field)}</span>}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <p>
        <button className="primary" disabled={choices.size < collides.size} onClick={() => void write()}>
          Write these versions
        </button>{" "}
        <button onClick={() => onEnd(false)}>Cancel</button>
      </p>
    </Dialog>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "(empty)";
  return typeof value === "string" ? value : JSON.stringify(value);
}
