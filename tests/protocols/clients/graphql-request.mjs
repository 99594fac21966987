import assert from "node:assert/strict";
import { ClientError, GraphQLClient } from "graphql-request";
import { CREATE, PAGE, checkPage, checkRefusal, headers, title, url } from "./gateway.mjs";

const client = new GraphQLClient(url, { headers });
checkPage(await client.request(PAGE, { first: 3 }), 3);

const byGet = new GraphQLClient(url, { headers, method: "GET", jsonSerializer: JSON });
checkPage(await byGet.request(PAGE, { first: 2 }), 2);

const name = title("graphql-request");
const { data, extensions } = await client.rawRequest(CREATE, { input: { title: name } });
assert.equal(data.createIssue.issue.title, name);
assert.ok(extensions.cost.requested <= extensions.cost.limit);
checkRefusal(await client.request(CREATE, { input: { title: " " } }));

await assert.rejects(client.request("{ nothing }"), (error) => {
  assert.ok(error instanceof ClientError);
  assert.equal(error.response.errors[0].extensions.code, "GRAPHQL_VALIDATION_FAILED");
  return true;
});
