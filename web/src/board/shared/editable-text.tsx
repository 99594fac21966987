/** A text that is edited where it stands: press it, type, press Enter. */
import { useState } from "react";

interface EditableTextProps {
  label: string;
  value: string;
  isDisabled: boolean;
  /** Answers whether the text was saved; if not, it stays in the field. */
  onSave: (value: string) => Promise<boolean>;
  as: "h1" | "p";
}

export function EditableText({ label, value, isDisabled, onSave, as: Element }: EditableTextProps) {
  const [text, setText] = useState<string | null>(null);
  const save = async () => {
    if (text === null) return;
    if (text.trim() === value || !text.trim() || (await onSave(text.trim()))) setText(null);
  };
  if (text === null) {
    return (
      <Element className="editable" dir="auto">
        {value}
        {!isDisabled && (
          <button className="edit" onClick={() => setText(value)} aria-label={`Edit ${label.toLowerCase()}`}>
            Edit
          </button>
        )}
      </Element>
    );
  }
  return (
    <form
      className="editable"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input
        aria-label={label}
        value={text}
        autoFocus
        dir="auto"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && setText(null)}
      />
      <button className="primary">Save</button>
      <button type="button" onClick={() => setText(null)}>
        Cancel
      </button>
    </form>
  );
}
