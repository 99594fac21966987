// Runs the operations that the Relay compiler has written, as Relay's network layer would: by text,
// or by id when the compiler has persisted them.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { authorization, title, url } from "../gateway.mjs";

const [folder] = process.argv.slice(2);
async function run(name, variables) {
  const artifact = await import(pathToFileURL(`${folder}/${name}.graphql.js`).href);
  const { id, text, name: operationName } = artifact.default.params;
  const document = text === null ? { documentId: id } : { query: text };
  const response = await fetch(url, {
    method: "POST",
    headers: { Authorization: authorization, "Content-Type": "application/json" },
    body: JSON.stringify({ ...document, operationName, variables }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  return data;
}

const seen = new Set();
let page = (await run("IssueListQuery", { first: 5 })).issues;
for (let number = 0; number < 3; number += 1) {
  for (const { node } of page.edges) {
    assert.equal(node.__typename, "Issue");
    seen.add(node.id);
  }
  assert.equal(page.pageInfo.hasNextPage, true);
  const variables = { first: 5, after: page.pageInfo.endCursor };
  page = (await run("IssueListPaginationQuery", variables)).issues;
}
assert.equal(seen.size, 15);

const [id] = seen;
assert.equal((await run("IssueListRefetchQuery", { id })).node.id, id);

const input = { title: title("relay") };
const { createIssue } = await run("IssueListCreateMutation", { input, connections: [] });
assert.equal(createIssue.issue.title, input.title);
