/** What happened to an issue, newest first, with the values before and after. */
import type { Issue } from "./issue-page.tsx";
import { formatInstant } from "../shared/instants.ts";
import { person } from "../shared/words.ts";

type Entry = Issue["history"]["nodes"][number];

const VERBS: Readonly<Record<string, string>> = {
  CREATED: "created",
  UPDATED: "changed",
  DELETED: "deleted",
  RESTORED: "restored",
};
const LONGEST = 120;

export function History({ issue }: { issue: Issue }) {
  const { nodes, totalCount } = issue.history;
  return (
    <details className="history">
      <summary>
        <h2>History</h2> <span className="quiet">{totalCount}</span>
      </summary>
      <ol>
        {[...nodes].reverse().map((entry) => (
          <li key={entry.cursor}>
            <p>
              <b>{person(entry.actor)}</b> {VERBS[entry.action] ?? entry.action.toLowerCase()}{" "}
              {entry.objectType === "ISSUE" ? "the issue" : `a ${entry.objectType.toLowerCase()}`}{" "}
              <time className="quiet" dateTime={entry.at}>
                {formatInstant(entry.at)}
              </time>
            </p>
            {entry.action === "UPDATED" && <Fields entry={entry} />}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Fields({ entry }: { entry: Entry }) {
  const after = entry.patch as Readonly<Record<string, unknown>>;
  const before = (entry.before ?? {}) as Readonly<Record<string, unknown>>;
  return (
    <dl>
      {Object.keys(after)
        .filter((name) => !["version", "updated_at", "updatedAt"].includes(name))
        .map((name) => (
          <div key={name}>
            <dt>{name.replaceAll("_", " ")}</dt>
            <dd dir="auto">
              {name in before && <del>{shown(before[name])}</del>} <ins>{shown(after[name])}</ins>
            </dd>
          </div>
        ))}
    </dl>
  );
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (value === null || text === "") return "(empty)";
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}
