import assert from "node:assert/strict";
import { createClient } from "graphql-sse";
import { CHANGES, CREATE, PAGE, checkPage, headers, title, until, url } from "./gateway.mjs";

const connect = (given) => createClient({ url, headers: given, retryAttempts: 0 });
const client = connect(headers);
const first = async (payload) => (await client.iterate(payload).next()).value;

checkPage((await first({ query: PAGE, variables: { first: 3 } })).data, 3);

const create = async (number) => {
  const input = { title: title(`graphql-sse ${number}`) };
  return (await first({ query: CREATE, variables: { input } })).data.createIssue.issue.id;
};
const created = [];
const changes = client.iterate({ query: CHANGES });
const heard = await until(changes.next(), async () => created.push(await create(created.length)));
assert.ok(created.includes(heard.value.data.changes.objectId));
await changes.return();

// What is wrong with an operation is a result, not a status.
const { errors } = await first({ query: "{ nothing }" });
assert.equal(errors[0].extensions.code, "GRAPHQL_VALIDATION_FAILED");

// A list that is always right: the page, and again whenever it changes.
const newest = client.iterate({ query: "subscription { issues(first: 1) { nodes { id } } }" });
const before = (await newest.next()).value.data.issues.nodes[0].id;
const id = await create("live");
assert.notEqual(before, id);
assert.equal((await newest.next()).value.data.issues.nodes[0].id, id);
await newest.return();

await assert.rejects(connect({ Authorization: "Bearer igw_invented" }).iterate({ query: PAGE }).next(), (error) => {
  assert.equal(error.response.status, 401);
  return true;
});
client.dispose();
