/** Both versions of an edit that collides, field by field, and a choice. */
import { useState } from "react";
import { useClient } from "urql";
import { UpdateIssueDocument } from "../../gql/graphql.ts";
import type { Collision } from "./conflict.tsx";
import Dialog from "./dialog.tsx";
import { useSay } from "./messages.tsx";
import { sentenceOf } from "./sentence.ts";

export default function ConflictDialog({ collision, onEnd }: { collision: Collision; onEnd: (written: boolean) => void }) {
  const client = useClient();
  const say = useSay();
  const [mine, setMine] = useState<ReadonlySet<string>>(new Set());
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
  const isMine = (field: string) => !collides.has(field) || mine.has(field);
  return (
    <Dialog title="Somebody else changed this meanwhile" open onOpenChange={() => onEnd(false)} className="conflict">
      <p>Choose a version for each field. Fields that only one of you changed keep that change.</p>
      {collision.conflicts.map(({ field, base, yours, theirs }) => (
        <fieldset key={field}>
          <legend>{field}</legend>
          {base != null && <p className="quiet">Before: {shown(base)}</p>}
          {[true, false].map((own) => (
            <label key={String(own)}>
              <input
                type="radio"
                name={field}
                checked={mine.has(field) === own}
                onChange={() =>
                  setMine((now) => new Set(own ? [...now, field] : [...now].filter((other) => other !== field)))
                }
              />{" "}
              {own ? "Yours" : "Theirs"}: <span dir="auto">{shown(own ? yours : theirs)}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <p>
        <button className="primary" onClick={() => void write()}>
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
