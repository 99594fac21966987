/** The end of a text, and the lines of all of it that hold a word. */
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { AttachmentGrepDocument, AttachmentTailDocument } from "../../gql/graphql.ts";

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
  const part = tail.data?.attachmentTail;
  const text = sought
    ? grep.data?.attachmentGrep.matches.map(({ number, line }) => `${number}: ${line}`).join("\n") || "No line has it."
    : part?.text;
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
        {!sought && (part?.offset ?? 0) > 0 && lines < MOST_LINES && (
          <button type="button" onClick={() => setLines(Math.min(lines * 10, MOST_LINES))}>
            Read more of it
          </button>
        )}
      </form>
      {shown.error || (!shown.fetching && !sought && !part) ? (
        <p className="problem">It cannot be read.</p>
      ) : (
        <pre tabIndex={0}>
          <code>{shown.fetching && !shown.data ? "Loading …" : text}</code>
        </pre>
      )}
      {sought && grep.data?.attachmentGrep.truncated && <p className="quiet">There are more such lines.</p>}
    </div>
  );
}

/** A pattern (RE2) for lines that hold `word`, in either case. */
function patternOf(word: string): string {
  return `(?i)${word.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}`;
}
