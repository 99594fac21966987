/** The key of a new webhook: the gateway shows it this once. */
import Dialog from "../shared/dialog.tsx";
import { useSay } from "../shared/messages.tsx";

export function Secret({ secret, onEnd }: { secret: string; onEnd: () => void }) {
  const say = useSay();
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    say("Secret copied.");
  };
  return (
    <Dialog title="The secret of this webhook" open onOpenChange={onEnd}>
      <p>The receiver checks the signature of each message with it. It cannot be read again.</p>
      <code className="secret">{secret}</code>
      <p className="actions">
        <button className="primary" onClick={() => void copy()}>
          Copy
        </button>
        <button onClick={onEnd}>Done</button>
      </p>
    </Dialog>
  );
}
