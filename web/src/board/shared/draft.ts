/** Texts that survive a reload: kept in this browser until they are sent. */
import { useState } from "react";

const PREFIX = "issue-gateway.draft.";

export function useDraft(name: string, initial = ""): [string, (text: string) => void] {
  const key = PREFIX + name;
  const [text, setText] = useState(() => localStorage.getItem(key) ?? initial);
  const keep = (next: string) => {
    setText(next);
    if (next === initial) localStorage.removeItem(key);
    else localStorage.setItem(key, next);
  };
  return [text, keep];
}
