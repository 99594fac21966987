/** The end of a text, and the lines of it that hold a word. */
import { useState } from "react";
import { useSlice } from "./use-slice.ts";

const BYTES = 65_536;

export default function TextPreview({ id }: { id: string }) {
  const [word, setWord] = useState("");
  const [bytes, setBytes] = useState(BYTES);
  const text = useSlice(id, `bytes=-${bytes}`);
  if (text === undefined) return <p className="problem">It cannot be read.</p>;
  const lines = (text ?? "").split("\n");
  const shown = word ? lines.filter((line) => line.toLowerCase().includes(word.toLowerCase())) : lines;
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
        <button type="button" onClick={() => setBytes(bytes * 4)}>
          Read more of it
        </button>
      </form>
      <pre tabIndex={0}>
        <code>{text === null ? "Loading …" : shown.join("\n") || "No line has it."}</code>
      </pre>
    </div>
  );
}
