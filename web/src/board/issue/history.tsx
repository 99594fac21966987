/** What happened to an issue, newest first, in sentences, with the values before and after. */
import { FIELD_WORDS } from "../shared/field-words.ts";
import { formatInstant } from "../shared/instants.ts";
import { textOf } from "../shared/markup.ts";
import { PRIORITY_WORDS, STATUS_WORDS } from "../shared/words.ts";
import type { Issue } from "./issue-page.tsx";

type Entry = Issue["history"]["nodes"][number];
type Values = Readonly<Record<string, unknown>>;

const SENTENCES: Readonly<Record<string, string>> = {
  "CREATED ISSUE": "filed the issue",
  "CREATED COMMENT": "wrote a comment",
  "UPDATED COMMENT": "edited a comment",
  "CREATED FILE": "filed a file",
};
const VERBS: Readonly<Record<string, string>> = {
  CREATED: "created",
  UPDATED: "changed",
  DELETED: "deleted",
  RESTORED: "restored",
};
const EMOJI_WORDS: Readonly<Record<string, string>> = {
  "👍": "thumbs up",
  "👎": "thumbs down",
  "🎉": "party popper",
  "👀": "eyes",
  "❤️": "heart",
  "🚀": "rocket",
};
/** What every change changes, or what its sentence says. */
const TOLD = new Set(["version", "updated_at", "updatedAt", "is_edited", "isEdited", "reactions"]);
const LONGEST = 200;
/** Characters before the first difference that are shown for orientation. */
const LEAD = 40;

export function History({ issue }: { issue: Issue }) {
  const { nodes, totalCount } = issue.history;
  return (
    <details className="history">
      <summary>
        <h2>History</h2> <span className="quiet">{totalCount}</span>
      </summary>
      <ul>
        {[...nodes].reverse().map((entry) => (
          <li key={entry.cursor}>
            <p>
              <b>{entry.actor}</b> {sentenceFor(entry)}{" "}
              <time className="quiet" dateTime={entry.at}>
                {formatInstant(entry.at)}
              </time>
            </p>
            {entry.action === "UPDATED" && <Fields entry={entry} />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function sentenceFor({ action, objectType, patch, before }: Entry): string {
  const after = patch as Values;
  if (objectType === "COMMENT" && action === "UPDATED" && "reactions" in after) {
    const [old, now] = [emojiOf((before as Values | null)?.["reactions"]), emojiOf(after["reactions"])];
    const isMore = now.length >= old.length;
    const [fewer, more] = isMore ? [[...old], now] : [[...now], old];
    // The same emoji may come from several people: one of them makes the difference.
    const changed = more.find((one) => {
      const index = fewer.indexOf(one);
      if (index >= 0) fewer.splice(index, 1);
      return index < 0;
    });
    if (!changed) return "reacted to a comment";
    const named = [changed, EMOJI_WORDS[changed]].filter(Boolean).join(" ");
    return isMore ? `reacted with ${named}` : `took back the reaction ${named}`;
  }
  const object = objectType.toLowerCase();
  const noun = objectType === "ISSUE" ? "the issue" : `${/^[aeiou]/.test(object) ? "an" : "a"} ${object}`;
  return SENTENCES[`${action} ${objectType}`] ?? `${VERBS[action] ?? action.toLowerCase()} ${noun}`;
}

function emojiOf(reactions: unknown): string[] {
  return Array.isArray(reactions) ? reactions.map((one) => String((one as Values)["emoji"])) : [];
}

function Fields({ entry }: { entry: Entry }) {
  const after = entry.patch as Values;
  const before = (entry.before ?? {}) as Values;
  return (
    <dl>
      {Object.keys(after)
        .filter((name) => !TOLD.has(name))
        .map((name) => {
          const [old, now] = [shown(before[name]), shown(after[name])];
          const start = name in before ? startOfDifference(old, now) : 0;
          return (
            <div key={name}>
              <dt>{labelOf(name)}</dt>
              <dd dir="auto">
                {name in before && <del>{cut(old, start)}</del>} <ins>{cut(now, start)}</ins>
              </dd>
            </div>
          );
        })}
    </dl>
  );
}

/** `resolution_summary` and `resolutionSummary` alike: the log has the names of the columns. */
function labelOf(name: string): string {
  const known = FIELD_WORDS[name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
  const words = name.replaceAll("_", " ");
  return known ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where two texts begin to differ, a few words earlier; 0 when that is near the start. */
function startOfDifference(one: string, other: string): number {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  if (same <= LEAD) return 0;
  const space = one.indexOf(" ", same - LEAD);
  return space >= 0 && space < same ? space + 1 : same - LEAD;
}

function cut(text: string, start: number): string {
  const rest = text.slice(start, start + LONGEST);
  return `${start > 0 ? "… " : ""}${rest}${start + LONGEST < text.length ? " …" : ""}`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === "") return "(empty)";
  if (typeof value === "string") {
    const word = value.toUpperCase();
    return (STATUS_WORDS as Values)[word]?.toString() ?? (PRIORITY_WORDS as Values)[word]?.toString() ?? value;
  }
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.length === 0) return "(none)";
  if (value.every((one) => typeof one === "string")) return value.join(", ");
  return value.every((one) => typeof (one as Values | null)?.["type"] === "string") ? textOf(value) : JSON.stringify(value);
}
