/** A text that is edited in place: press it, type, press Enter. */
import { useState } from "react";

/** Characters beyond which a text is set smaller. */
const LONG = 160;

interface EditableTextProps {
  label: string;
  value: string;
  isDisabled: boolean;
  /** Answers whether the text was saved; if not, it stays in the field. */
  onSave: (value: string) => Promise<boolean>;
  as: "h1" | "p";
}

export function EditableText({ label, value, isDisabled, onSave, as: Element }: EditableTextProps) {
  // The function from when the edit begins: it holds the version that the person saw.
  const [edit, setEdit] = useState<{ text: string; save: typeof onSave; before: string } | null>(null);
  const save = async () => {
    if (edit === null) return;
    const text = edit.text.trim();
    if (text === edit.before || !text || (await edit.save(text))) setEdit(null);
  };
  if (edit === null) {
    return (
      <Element className={value.length > LONG ? "editable long" : "editable"} dir="auto">
        {value}
        {!isDisabled && (
          <button className="edit" onClick={() => setEdit({ text: value, save: onSave, before: value })} aria-label={`Edit ${label.toLowerCase()}`}>
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
        value={edit.text}
        autoFocus
        dir="auto"
        onChange={(event) => setEdit({ ...edit, text: event.currentTarget.value })}
        onKeyDown={(event) => event.key === "Escape" && setEdit(null)}
      />
      <button className="primary">Save</button>
      <button type="button" onClick={() => setEdit(null)}>
        Cancel
      </button>
    </form>
  );
}
