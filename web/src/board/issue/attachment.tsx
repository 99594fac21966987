/** An attachment: its name as a link to the bytes, and a preview where there is one. */
import { lazy, Suspense, useContext, useState } from "react";
import { untilLoaded } from "../../shared/until-loaded.ts";
import type { AttachmentItemFragment } from "../../gql/graphql.ts";
import { useSay } from "../shared/messages.tsx";
import { TokenContext } from "../shared/token-context.ts";
import { contentPath } from "../shared/upload.ts";
import { formatSize } from "../shared/words.ts";
import { useContent } from "./use-content.ts";

const TextPreview = lazy(() => untilLoaded(() => import("./text-preview.tsx")));
const CsvPreview = lazy(() => untilLoaded(() => import("./csv-preview.tsx")));

type Kind = "image" | "csv" | "text" | "pdf" | null;

function kindOf({ mediaType, url }: AttachmentItemFragment): Kind {
  if (!url || !mediaType) return null;
  if (/^image\/(png|jpeg|gif|webp|avif)$/.test(mediaType)) return "image";
  if (mediaType === "text/csv") return "csv";
  if (mediaType === "application/pdf") return "pdf";
  return mediaType.startsWith("text/") || mediaType === "application/json" ? "text" : null;
}

export function AttachmentView({ attachment }: { attachment: AttachmentItemFragment }) {
  const [open, setOpen] = useState(false);
  const say = useSay();
  const token = useContext(TokenContext);
  const kind = kindOf(attachment);
  const { id, name, title, size, url } = attachment;
  const fetched = async (use: (address: string) => void) => {
    const response = await fetch(contentPath(id), { headers: { Authorization: `Bearer ${token}` } });
    if (!response.ok) {
      say(`“${name}” cannot be read.`);
      return;
    }
    const address = URL.createObjectURL(await response.blob());
    use(address);
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  const download = () =>
    void fetched((address) => {
      const link = document.createElement("a");
      link.href = address;
      link.download = name;
      link.click();
    });
  return (
    <div className="attachment">
      <p>
        <b dir="auto">{title ?? name}</b>{" "}
        <span className="quiet">
          {[title && title !== name && name, size && formatSize(size), !url && "no content stored"].filter(Boolean).join(" · ")}
        </span>{" "}
        <span className="actions">
          {kind !== null && kind !== "pdf" && (
            <button aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? "Hide" : "Show"}
            </button>
          )}
          {kind === "pdf" && <button onClick={() => void fetched((address) => open_(address))}>Open</button>}
          {url && <button onClick={download}>Download</button>}
        </span>
      </p>
      {open && (
        <Suspense fallback={<p className="quiet">Loading …</p>}>
          {kind === "image" && <ImagePreview id={id} name={name} />}
          {kind === "text" && <TextPreview id={id} />}
          {kind === "csv" && <CsvPreview id={id} size={size ?? null} />}
        </Suspense>
      )}
    </div>
  );
}

const open_ = (address: string) => void window.open(address, "_blank", "noopener");

function ImagePreview({ id, name }: { id: string; name: string }) {
  const url = useContent(id);
  if (url === null) return <p className="quiet">Loading …</p>;
  return url ? <img src={url} alt={name} /> : <p className="quiet">It cannot be read.</p>;
}
