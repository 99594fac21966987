import assert from "node:assert/strict";
import { Client, fetchExchange, subscriptionExchange } from "@urql/core";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import {
  CHANGES,
  CREATE,
  PAGE,
  authorization,
  checkPage,
  checkRefusal,
  headers,
  recordingFetch,
  socketUrl,
  title,
  until,
  url,
} from "./gateway.mjs";

const { recorded, requests } = recordingFetch();
const socket = createClient({
  url: socketUrl,
  webSocketImpl: WebSocket,
  connectionParams: { Authorization: authorization },
});
const make = (preferGetMethod) =>
  new Client({
    url,
    preferGetMethod,
    fetch: recorded,
    fetchOptions: { headers },
    requestPolicy: "network-only",
    exchanges: [
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe(request, sink) }),
        }),
      }),
    ],
  });

for (const method of ["GET", "POST"]) {
  const { data, error } = await make(method === "GET").query(PAGE, { first: 3 }).toPromise();
  assert.equal(error, undefined);
  checkPage(data, 3);
  const request = requests.at(-1);
  assert.equal(request.method, method);
  // Its Accept header names text/event-stream, too.
  assert.match(request.contentType, /^application\/(graphql-response\+)?json/);
  assert.equal(request.tag !== null, method === "GET");
}

// What a cache between urql and the gateway does, in a browser say: ask again for what it keeps.
const [kept] = requests;
const again = await fetch(kept.url, { headers: { ...kept.headers, "If-None-Match": kept.tag } });
assert.equal(again.status, 304);
assert.equal(again.headers.get("etag"), kept.tag);

const client = make(false);
const heard = new Promise((resolve, reject) => {
  client.subscription(CHANGES, {}).subscribe(({ data, error }) =>
    error ? reject(error) : resolve(data.changes),
  );
});
const created = [];
const change = await until(heard, async () => {
  const { data } = await client.mutation(CREATE, { input: { title: title("urql") } }).toPromise();
  created.push(data.createIssue.issue.id);
});
assert.ok(created.includes(change.objectId));
checkRefusal((await client.mutation(CREATE, { input: { title: " " } }).toPromise()).data);

const wrong = await client.query("{ nothing }", {}).toPromise();
assert.equal(wrong.error.graphQLErrors[0].extensions.code, "GRAPHQL_VALIDATION_FAILED");
await socket.dispose();
