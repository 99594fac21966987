// Apollo Client with apollo-upload-client: a file in the variables goes as multipart.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { ApolloClient, InMemoryCache, gql } from "@apollo/client";
import UploadHttpLink from "apollo-upload-client/UploadHttpLink.mjs";
import { headers, url } from "./gateway.mjs";

const UPLOAD = gql`
  mutation Upload($input: UploadAttachmentInput!) {
    uploadAttachment(input: $input) {
      attachment { id name size sha256 url }
      userErrors { field message code }
    }
  }`;

const link = new UploadHttpLink({ uri: url, headers: { ...headers, "Apollo-Require-Preflight": "true" } });
const client = new ApolloClient({ link, cache: new InMemoryCache() });
const bytes = randomBytes(700_000);
const file = new File([bytes], "waveform.bin");
const { data } = await client.mutate({ mutation: UPLOAD, variables: { input: { file, title: "Scope" } } });
const { attachment, userErrors } = data.uploadAttachment;
assert.deepEqual(userErrors, []);
assert.equal(attachment.sha256, createHash("sha256").update(bytes).digest("hex"));
const content = await fetch(new URL(attachment.url, url), { headers });
assert.deepEqual(Buffer.from(await content.arrayBuffer()), bytes);

const empty = new File([], "empty.bin");
await assert.rejects(client.mutate({ mutation: UPLOAD, variables: { input: { file: empty } } }), /empty/);
