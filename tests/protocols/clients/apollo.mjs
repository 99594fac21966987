import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
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

const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const { recorded, requests } = recordingFetch();
const socket = createClient({
  url: socketUrl,
  webSocketImpl: WebSocket,
  connectionParams: { authorization },
});
const overHttp = ApolloLink.from([
  new PersistedQueryLink({ sha256, useGETForHashedQueries: true }),
  new HttpLink({ uri: url, headers, fetch: recorded }),
]);
const link = ApolloLink.split(
  ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
  new GraphQLWsLink(socket),
  overHttp,
);
const client = new ApolloClient({ link, cache: new InMemoryCache() });
const query = (first, fetchPolicy = "network-only") =>
  client.query({ query: gql(PAGE), variables: { first }, fetchPolicy });

// Unknown hash by GET, then document and hash by POST, then the hash alone.
checkPage((await query(3)).data, 3);
checkPage((await query(4)).data, 4);
assert.deepEqual(
  requests.map(({ method, sentQuery }) => [method, sentQuery]),
  [["GET", false], ["POST", true], ["GET", false]],
);
checkPage((await query(4, "cache-only")).data, 4);

const changes = [];
const heard = new Promise((resolve, reject) => {
  client.subscribe({ query: gql(CHANGES) }).subscribe({
    next: ({ data }) => {
      changes.push(data.changes);
      if (changes.length === 2) resolve();
    },
    error: reject,
  });
});
await until(heard, async () => {
  const input = { title: title("apollo") };
  const { data } = await client.mutate({ mutation: gql(CREATE), variables: { input } });
  assert.equal(data.createIssue.issue.title, input.title);
});
assert.deepEqual(changes.slice(0, 2).map(({ action }) => action), ["CREATED", "CREATED"]);

const refused = await client.mutate({ mutation: gql(CREATE), variables: { input: { title: " " } } });
checkRefusal(refused.data);
await assert.rejects(client.query({ query: gql`{ nothing }` }), (error) =>
  CombinedGraphQLErrors.is(error),
);
client.stop();
await socket.dispose();
