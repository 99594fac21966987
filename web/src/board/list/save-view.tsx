/** The dialog that gives a view a name. */
import Dialog from "../shared/dialog.tsx";

interface SaveViewProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSave: (name: string) => void;
  /** The name that a link brought. */
  name: string;
}

export default function SaveView({ open, onOpenChange, onSave, name }: SaveViewProps) {
  return (
    <Dialog title="Save this view" open={open} onOpenChange={onOpenChange}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const name = String(new FormData(event.currentTarget).get("name")).trim();
          if (name) onSave(name);
          onOpenChange(false);
        }}
      >
        <label className="field">
          <span>Name</span>
          <input name="name" defaultValue={name} required maxLength={60} autoFocus autoComplete="off" />
        </label>
        <p className="actions">
          <button className="primary">Save</button>
          <button type="button" onClick={() => onOpenChange(false)}>
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  );
}
