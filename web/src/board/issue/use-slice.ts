/** A part of an attachment's text, asked for by its range. */
import { useContext, useEffect, useState } from "react";
import { TokenContext } from "../shared/token-context.ts";
import { contentPath } from "../shared/upload.ts";

/** null while it loads, and undefined when it cannot be read; `range` is as in RFC 9110, section 14.1.2. */
export function useSlice(id: string, range: string): string | null | undefined {
  const token = useContext(TokenContext);
  const [text, setText] = useState<string | null | undefined>(null);
  useEffect(() => {
    const abort = new AbortController();
    fetch(contentPath(id), { headers: { Authorization: `Bearer ${token}`, Range: range }, signal: abort.signal })
      .then((response) => (response.ok ? response.text() : undefined))
      .then(setText, () => abort.signal.aborted || setText(undefined));
    return () => abort.abort();
  }, [id, range, token]);
  return text;
}
