/** Writes content blocks as text with a few marks; pictures are dropped or pasted into it. */
import { useContext, useRef, useState } from "react";
import { Blocks } from "../issue/blocks.tsx";
import { blocksOf } from "./markup.ts";
import { useSay } from "./messages.tsx";
import { TokenContext } from "./token-context.ts";
import { upload } from "./upload.ts";

interface BlockEditorProps {
  label: string;
  text: string;
  onChange: (text: string) => void;
  onSend: () => void;
  /** Called for each picture that is uploaded into the text. */
  onAttachment?: (id: string) => void;
}

export function BlockEditor({ label, text, onChange, onSend, onAttachment }: BlockEditorProps) {
  const token = useContext(TokenContext);
  const say = useSay();
  const latest = useRef(text);
  latest.current = text;
  const [preview, setPreview] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const add = async (files: Iterable<File>) => {
    for (const file of files) {
      try {
        setShare(0);
        const id = await upload(token, file, { onProgress: setShare, signal: new AbortController().signal });
        onAttachment?.(id);
        const gap = latest.current && !latest.current.endsWith("\n") ? "\n\n" : "";
        if (file.type.startsWith("image/")) onChange(`${latest.current}${gap}![${file.name}](${id})\n`);
        say(`“${file.name}” is attached.`);
      } catch (error) {
        say(`“${file.name}” was not uploaded: ${(error as Error).message}`);
      } finally {
        setShare(null);
      }
    }
  };
  return (
    <div className="editor">
      <div className="editor-head">
        <span className="label" id="editor-label">
          {label}
        </span>
        <button type="button" aria-pressed={preview} onClick={() => setPreview(!preview)}>
          Preview
        </button>
        <label className="attach">
          Attach a file
          <input type="file" multiple className="hidden" onChange={(event) => void add([...(event.currentTarget.files ?? [])])} />
        </label>
      </div>
      {preview ? (
        <Blocks blocks={safeBlocks(text)} />
      ) : (
        <textarea
          aria-labelledby="editor-label"
          rows={8}
          dir="auto"
          value={text}
          placeholder={"Paragraphs, with empty lines between them.\n- a list\n```\ncode\n```\nDrop or paste pictures here."}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSend();
          }}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            void add([...event.dataTransfer.files]);
          }}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0) return;
            event.preventDefault();
            void add(files);
          }}
        />
      )}
      {share !== null && (
        <progress value={share} max={1} aria-label="Upload">
          {Math.round(share * 100)} %
        </progress>
      )}
    </div>
  );
}

function safeBlocks(text: string) {
  try {
    return blocksOf(text);
  } catch {
    return [{ type: "paragraph", text }];
  }
}
