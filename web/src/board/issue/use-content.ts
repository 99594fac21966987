/** The bytes of an attachment as an address for `<img>`: fetched with the token, kept while shown. */
import { useContext, useEffect, useState } from "react";
import { contentPath } from "../shared/upload.ts";
import { TokenContext } from "../shared/token-context.ts";

/** null while it loads; empty when there is no content. */
export function useContent(id: string): string | null {
  const token = useContext(TokenContext);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const abort = new AbortController();
    let made = "";
    fetch(contentPath(id), { headers: { Authorization: `Bearer ${token}` }, signal: abort.signal })
      .then((response) => (response.ok ? response.blob() : null))
      .then(
        (blob) => {
          made = blob ? URL.createObjectURL(blob) : "";
          setUrl(made);
        },
        () => abort.signal.aborted || setUrl(""),
      );
    return () => {
      abort.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [id, token]);
  return url;
}
