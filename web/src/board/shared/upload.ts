/** Uploads of files to the gateway, with progress. */
import { addressOf } from "../../shared/gateway.ts";

export const contentPath = (id: string) => addressOf(`api/v1/attachments/${id}/content`);

export interface Upload {
  readonly issueId?: string;
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Send one file; the id of its attachment. Throws an Error with a sentence for people. */
export function upload(token: string, file: File, { issueId, onProgress, signal }: Upload): Promise<string> {
  const form = new FormData();
  form.append("file", file, file.name);
  if (issueId !== undefined) form.append("issue_id", issueId);
  return new Promise((resolve, reject) => {
    // `fetch` reports no upload progress.
    const request = new XMLHttpRequest();
    request.open("POST", addressOf("api/v1/attachments"));
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (request.status === 201 || request.status === 200) resolve(String(answer["attachment_id"]));
      else reject(new Error(String(answer["detail"] ?? `The gateway answered ${request.status}.`)));
    });
    request.addEventListener("error", () => reject(new Error("The gateway does not answer.")));
    request.addEventListener("abort", () => reject(new Error("Stopped.")));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
