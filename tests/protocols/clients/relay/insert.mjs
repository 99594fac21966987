// Relay's pagination while others insert: no issue comes twice, and none that was there is left out.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { authorization, title, url } from "../gateway.mjs";

const [folder] = process.argv.slice(2);
async function ask(query, variables, operationName) {
  const response = await fetch(url, {
    method: "POST",
    headers: { Authorization: authorization, "Content-Type": "application/json" },
    body: JSON.stringify({ query, operationName, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  return data;
}
async function run(name, variables) {
  const { text, name: operationName } = (await import(pathToFileURL(`${folder}/${name}.graphql.js`).href)).default.params;
  return ask(text, variables, operationName);
}
const insert = () =>
  ask("mutation ($input: CreateIssueInput!) { createIssue(input: $input) { userErrors { message } } }", {
    input: { title: title("inserted") },
  });

for (let number = 0; number < 25; number += 1) await insert();
const there = (await ask("{ issues(first: 100) { nodes { id } } }")).issues.nodes.map(({ id }) => id);
const seen = [];
let name = "IssueListQuery";
let after;
do {
  const [{ issues }] = await Promise.all([run(name, { first: 5, after }), insert(), insert()]);
  seen.push(...issues.edges.map(({ node }) => node.id));
  after = issues.pageInfo.hasNextPage ? issues.pageInfo.endCursor : undefined;
  name = "IssueListPaginationQuery";
} while (after && seen.length < 400);
assert.equal(new Set(seen).size, seen.length, "an issue came twice");
const missing = there.filter((id) => !seen.includes(id));
assert.deepEqual(missing, [], "an issue was left out");
