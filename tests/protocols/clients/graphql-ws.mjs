import assert from "node:assert/strict";
import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { CHANGES, CREATE, PAGE, authorization, checkPage, socketUrl, title } from "./gateway.mjs";

const connect = (Authorization) =>
  createClient({
    url: socketUrl,
    webSocketImpl: WebSocket,
    connectionParams: { Authorization },
    retryAttempts: 0,
  });
const client = connect(authorization);
const first = async (payload) => (await client.iterate(payload).next()).value;

checkPage((await first({ query: PAGE, variables: { first: 3 } })).data, 3);

const changes = client.iterate({ query: CHANGES });
const upcoming = [changes.next(), changes.next()];
const created = [];
for (const number of [1, 2]) {
  const input = { title: title(`graphql-ws ${number}`) };
  created.push((await first({ query: CREATE, variables: { input } })).data.createIssue.issue.id);
}
const heard = (await Promise.all(upcoming)).map(({ value }) => value.data.changes.objectId);
assert.deepEqual(heard, created);
await changes.return();

// A wrong operation ends itself, not the socket.
await assert.rejects(client.iterate({ query: "{ nothing }" }).next(), ([error]) => {
  assert.equal(error.extensions.code, "GRAPHQL_VALIDATION_FAILED");
  return true;
});
checkPage((await first({ query: PAGE, variables: { first: 1 } })).data, 1);
await client.dispose();

const stranger = connect("Bearer igw_invented");
await assert.rejects(stranger.iterate({ query: PAGE }).next(), (event) => {
  assert.equal(event.code, 4401);
  return true;
});
