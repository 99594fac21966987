/**
 * The token that requests carry. It arrives in the link that `serve` prints, or from another tab of this origin that has it.
 * It is kept for this tab only; other tabs get it through a channel, in memory.
 */

const KEY = "issue-gateway.token";
/** A tab answers at once; a tab without an answer after this asks the person. */
const ANSWER_MS = 300;

type Message = { readonly ask: true } | { readonly token: string };

const channel = new BroadcastChannel(KEY);

channel.addEventListener("message", ({ data }: MessageEvent<Message>) => {
  const token = sessionStorage.getItem(KEY);
  if ("ask" in data && token !== null) channel.postMessage({ token } satisfies Message);
});

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

/** The token of another tab of this origin; null if none has one. */
export function askOtherTabs(): Promise<string | null> {
  return new Promise((resolve) => {
    const done = (token: string | null) => {
      channel.removeEventListener("message", hear);
      clearTimeout(timer);
      if (token !== null) keepToken(token);
      resolve(token);
    };
    const hear = ({ data }: MessageEvent<Message>) => {
      if ("token" in data) done(data.token);
    };
    const timer = setTimeout(() => done(null), ANSWER_MS);
    channel.addEventListener("message", hear);
    channel.postMessage({ ask: true } satisfies Message);
  });
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
