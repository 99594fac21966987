// mcp-graphql, which hands a schema to language models: its introspection, and a query through it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { authorization, url } from "./gateway.mjs";

const program = fileURLToPath(new URL("../node_modules/mcp-graphql/dist/index.js", import.meta.url));
const server = spawn(process.execPath, [program], {
  env: { ...process.env, ENDPOINT: url, HEADERS: JSON.stringify({ Authorization: authorization }) },
  stdio: ["pipe", "pipe", "inherit"],
});
const answers = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
let last = 0;

function send(message) {
  server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

async function call(method, params) {
  last += 1;
  send({ id: last, method, params });
  for (;;) {
    const { value, done } = await answers.next();
    assert.ok(!done, "mcp-graphql has ended");
    const answer = JSON.parse(value);
    if (answer.id === last) return answer.result;
  }
}

const clientInfo = { name: "test", version: "1" };
await call("initialize", { protocolVersion: "2024-11-05", capabilities: {}, clientInfo });
send({ method: "notifications/initialized" });
const { tools } = await call("tools/list", {});
assert.deepEqual(tools.map(({ name }) => name).sort(), ["introspect-schema", "query-graphql"]);

const schema = await call("tools/call", { name: "introspect-schema", arguments: {} });
assert.ok(!schema.isError, schema.content[0].text);
for (const part of ["type Issue implements Node", "input IssueBy", "scalar SafeInt"]) {
  assert.ok(schema.content[0].text.includes(part), part);
}
const query = "{ issues(first: 1) { nodes { title } } }";
const found = await call("tools/call", { name: "query-graphql", arguments: { query } });
assert.ok(!found.isError, found.content[0].text);
assert.equal(JSON.parse(found.content[0].text).data.issues.nodes.length, 1);
server.kill();
