/** The end of a text, and the lines of all of it that hold a word. */
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useQuery } from "urql";
import { AttachmentGrepDocument, AttachmentTailDocument } from "../../gql/graphql.ts";
import { count } from "../shared/words.ts";

const LINES = 100;
const MOST_LINES = 10_000;
const TYPING_PAUSE_MS = 250;

export default function TextPreview({ id }: { id: string }) {
  const [word, setWord] = useState("");
  const [sought, setSought] = useState("");
  const [lines, setLines] = useState(LINES);
  useEffect(() => {
    const timer = setTimeout(() => setSought(word), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [word]);
  const [tail] = useQuery({ query: AttachmentTailDocument, variables: { id, lines } });
  const [grep] = useQuery({
    query: AttachmentGrepDocument,
    variables: { id, pattern: patternOf(sought) },
    pause: sought === "",
  });
  const shown = sought ? grep : tail;
  // While more is read, what was read stays.
  const lastPart = useRef(tail.data?.attachmentTail);
  lastPart.current = tail.data?.attachmentTail ?? lastPart.current;
  const part = lastPart.current;
  const found = sought ? grep.data?.attachmentGrep : undefined;
  const width = String(found?.matches.at(-1)?.number ?? "").length;
  const isWhole = (part?.offset ?? 0) === 0;
  const view = useRef<HTMLPreElement>(null);
  // The end is what matters in a log, so it shows first; earlier lines that come above move nothing.
  const below = useRef(0);
  useLayoutEffect(() => {
    const element = view.current;
    if (element && !sought) element.scrollTop = element.scrollHeight - element.clientHeight - below.current;
  }, [part?.text, sought]);
  return (
    <div className="preview">
      <form role="search" onSubmit={(event) => event.preventDefault()}>
        <input
          type="search"
          aria-label="Find lines"
          placeholder="Show only lines with …"
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        {!sought && !isWhole && lines < MOST_LINES && (
          <button type="button" disabled={tail.fetching} onClick={() => setLines(Math.min(lines * 10, MOST_LINES))}>
            Show earlier lines
          </button>
        )}
      </form>
      <p className="quiet" role="status">
        {sought ? found && told(found) : part && (isWhole ? "The whole text." : `The last ${count(linesOf(part.text), "line")}.`)}
      </p>
      {shown.error || (!shown.fetching && !sought && !part) ? (
        <p className="problem">It cannot be read.</p>
      ) : (
        (sought ? found?.matches.length !== 0 : true) && (
          <pre
            ref={view}
            tabIndex={0}
            onScroll={({ currentTarget: { scrollHeight, clientHeight, scrollTop } }) => {
              if (!sought) below.current = scrollHeight - clientHeight - scrollTop;
            }}
          >
            <code>
              {sought
                ? (found?.matches.map(({ number, line }, index) => (
                    <Fragment key={number}>
                      {index > 0 && "\n"}
                      {String(number).padStart(width)}: <Marked line={line} word={sought} />
                    </Fragment>
                  )) ?? "Loading …")
                : (part?.text ?? "Loading …")}
            </code>
          </pre>
        )
      )}
    </div>
  );
}

function told({ matches, truncated }: { matches: readonly unknown[]; truncated: boolean }): string {
  if (matches.length === 0) return "No line has it.";
  return truncated ? `The first ${count(matches.length, "line")} that have it; there are more.` : `${count(matches.length, "line")}.`;
}

function linesOf(text: string): number {
  return text.replace(/\n$/, "").split("\n").length;
}

/** A line with every occurrence of `word` marked, in either case. */
function Marked({ line, word }: { line: string; word: string }) {
  const parts = line.split(new RegExp(`(${escaped(word)})`, "gi"));
  return parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part));
}

const escaped = (word: string) => word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** A pattern (RE2) for lines that hold `word`, in either case. */
const patternOf = (word: string) => `(?i)${escaped(word)}`;
