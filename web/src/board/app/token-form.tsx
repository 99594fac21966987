/** The form that asks for a token. */
interface TokenFormProps {
  refused: boolean;
  onToken: (token: string) => void;
}

export function TokenForm({ refused, onToken }: TokenFormProps) {
  return (
    <form
      className="card token"
      onSubmit={(event) => {
        event.preventDefault();
        const token = new FormData(event.currentTarget).get("token");
        if (typeof token === "string" && token.trim()) onToken(token.trim());
      }}
    >
      <h1>A token for the board</h1>
      {refused && (
        <p className="problem" role="alert">
          The gateway refuses this token: it is unknown, revoked or expired.
        </p>
      )}
      <p>
        The board uses a token of yours and keeps it for this tab and the tabs that you open from it. To make one, run{" "}
        <code>issue-gateway token create --email you@example.com --scope write</code>
      </p>
      <label className="field">
        <span>Token</span>
        <input name="token" type="password" autoComplete="off" spellCheck={false} placeholder="igw_…" required />
      </label>
      <button className="primary">Show the board</button>
    </form>
  );
}
