/** The files of an issue: what was filed under it, attached to it, or came with its sessions. */
import { useContext, useState } from "react";
import { useMutation } from "urql";
import { LinkAttachmentsDocument } from "../../gql/graphql.ts";
import { useViewer } from "../app/viewer.ts";
import { useSay } from "../shared/messages.tsx";
import { sentenceOf } from "../shared/sentence.ts";
import { TokenContext } from "../shared/token-context.ts";
import { upload } from "../shared/upload.ts";
import { AttachmentView } from "./attachment.tsx";
import type { Issue } from "./issue-page.tsx";

export function Evidence({ issue }: { issue: Issue }) {
  const { mayWrite } = useViewer();
  const filed = issue.allFiles.nodes.map((file) => ({ ...file.attachment, title: file.fileName }));
  const seen = new Set(filed.map(({ id }) => id));
  const attached = issue.attachments.filter(({ id }) => !seen.has(id));
  for (const { id } of attached) seen.add(id);
  const ofSessions = issue.sessionAttachments.filter(({ id }) => !seen.has(id));
  return (
    <section className="evidence" aria-label="Evidence">
      <h2>Evidence</h2>
      {filed.length + attached.length + ofSessions.length === 0 && <p className="quiet">No files.</p>}
      {[...filed, ...attached].map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      {ofSessions.length > 0 && <h3>From its sessions</h3>}
      {ofSessions.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      {mayWrite && <Drop issueId={issue.id} />}
    </section>
  );
}

function Drop({ issueId }: { issueId: string }) {
  const token = useContext(TokenContext);
  const say = useSay();
  const [, link] = useMutation(LinkAttachmentsDocument);
  const [share, setShare] = useState<{ name: string; value: number } | null>(null);
  const [over, setOver] = useState(false);
  const add = async (files: Iterable<File>) => {
    for (const file of files) {
      try {
        const onProgress = (value: number) => setShare({ name: file.name, value });
        const id = await upload(token, file, { onProgress, signal: new AbortController().signal });
        const { data, error } = await link({ input: { issueId, attachmentIds: [id] } });
        const refused = data?.linkAttachments.userErrors[0];
        if (error || refused) throw new Error(error ? sentenceOf(error) : refused?.message);
        say(`“${file.name}” is attached.`);
      } catch (error) {
        say(`“${file.name}” was not attached: ${(error as Error).message}`);
      } finally {
        setShare(null);
      }
    }
  };
  return (
    <label
      className={`drop ${over ? "over" : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void add([...event.dataTransfer.files]);
      }}
    >
      {share ? (
        <>
          {share.name} <progress value={share.value} max={1} aria-label={`Upload of ${share.name}`} />
        </>
      ) : (
        "Drop files here, or choose some"
      )}
      <input type="file" multiple className="hidden" onChange={(event) => void add([...(event.currentTarget.files ?? [])])} />
    </label>
  );
}
