/** The token that requests carry: it arrives in the link that `serve` prints and is kept for this tab only. */

const KEY = "issue-gateway.token";

/** The token of `#token=...` or of an earlier page in this tab; the address bar and the history forget it. */
export function takeToken(): string | null {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const arrived = fragment.get("token");
  if (arrived !== null) {
    fragment.delete("token");
    const rest = fragment.size > 0 ? `#${fragment}` : "";
    history.replaceState(history.state, "", location.pathname + location.search + rest);
    keepToken(arrived);
  }
  return sessionStorage.getItem(KEY);
}

export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token.trim());
}

export function dropToken(): void {
  sessionStorage.removeItem(KEY);
}

/** The token that a link with `#token=` brings while the page is open. */
export function onTokenArrival(use: (token: string) => void): void {
  addEventListener("hashchange", () => {
    if (!new URLSearchParams(location.hash.slice(1)).has("token")) return;
    const token = takeToken();
    if (token) use(token);
  });
}
