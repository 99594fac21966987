// Verifies the message on standard input, and refuses it once a character of it is another.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { secret, body, headers } = JSON.parse(readFileSync(0, "utf8"));
const webhook = new Webhook(secret);
assert.deepEqual(webhook.verify(body, headers), JSON.parse(body));
assert.throws(() => webhook.verify(body.replace("created", "deleted"), headers));
console.log("ok");
