// tus-js-client: an upload in pieces, broken off in the middle, and gone on with.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { Upload } from "tus-js-client";
import { headers, url } from "./gateway.mjs";

const PIECE = 300_000;
const bytes = randomBytes(2_000_000);
const options = {
  endpoint: new URL("/api/v1/uploads", url).href,
  headers,
  chunkSize: PIECE,
  retryDelays: [100, 200, 400],
  metadata: { filename: "waveform.bin", filetype: "application/octet-stream", title: "Scope" },
};

/** Uploads until `enough` says so; the address of the upload, and the offset that it began at. */
function uploaded(more, enough) {
  return new Promise((resolve, reject) => {
    let begun;
    const upload = new Upload(bytes, {
      ...options,
      ...more,
      onError: reject,
      onSuccess: () => resolve({ address: upload.url, begun }),
      onChunkComplete: (size, accepted) => {
        begun ??= accepted - size;
        if (!enough(accepted)) return;
        upload.abort().then(() => resolve({ address: upload.url, begun }), reject);
      },
    });
    upload.start();
  });
}

const first = await uploaded({}, (accepted) => accepted >= 2 * PIECE);
const last = await uploaded({ uploadUrl: first.address }, () => false);
assert.equal(last.address, first.address);
assert.ok(last.begun >= 2 * PIECE, "it begins where the first has ended");

const id = first.address.split("/").at(-1);
const content = await fetch(new URL(`/api/v1/attachments/${id}/content`, url), { headers });
assert.equal(content.status, 200);
assert.equal(content.headers.get("etag"), `"${createHash("sha256").update(bytes).digest("hex")}"`);
assert.deepEqual(Buffer.from(await content.arrayBuffer()), bytes);

const given = { metadata: { filename: "../etc/passwd" } };
await assert.rejects(uploaded(given, () => false), /422/);
