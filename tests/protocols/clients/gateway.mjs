// The gateway that the test has started, and what all clients do with it.
import assert from "node:assert/strict";

export const url = process.env.GATEWAY_URL;
export const socketUrl = url.replace(/^http/, "ws");
export const authorization = `Bearer ${process.env.GATEWAY_TOKEN}`;
export const headers = { Authorization: authorization };

export const PAGE = `
  query Page($first: Int!) {
    issues(first: $first) { totalCount nodes { __typename id title status createdAt } }
  }`;
export const CREATE = `
  mutation Create($input: CreateIssueInput!) {
    createIssue(input: $input) { issue { __typename id title } userErrors { __typename field message code } }
  }`;
export const CHANGES = `
  subscription Changes($filter: ChangeFilter) {
    changes(filter: $filter) { __typename cursor action objectId patch }
  }`;

/** Fails unless `data` is the answer to PAGE. */
export function checkPage(data, first) {
  assert.equal(data.issues.nodes.length, first);
  assert.ok(data.issues.totalCount >= first);
  assert.equal(data.issues.nodes[0].__typename, "Issue");
}

/** Fails unless `data` is the answer to CREATE with a title of nothing. */
export function checkRefusal(data) {
  assert.equal(data.createIssue.issue, null);
  assert.deepEqual(data.createIssue.userErrors[0].field, ["title"]);
  assert.equal(data.createIssue.userErrors[0].code, "INVALID");
}

/** A title that no other client uses. */
export const title = (client) => `${client} ${process.pid} ${Date.now()}`;

/** Does `act` until the subscription has begun and `heard` is settled; what `heard` resolves to. */
export async function until(heard, act) {
  let waiting = true;
  const settled = heard.finally(() => (waiting = false));
  while (waiting) {
    await act();
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, 200))]);
  }
  return settled;
}

/** `fetch`, and the requests that went through it. */
export function recordingFetch() {
  const requests = [];
  const recorded = async (input, init = {}) => {
    const response = await fetch(input, init);
    requests.push({
      url: String(input),
      headers: init.headers,
      tag: response.headers.get("etag"),
      method: (init.method ?? "GET").toUpperCase(),
      contentType: response.headers.get("content-type"),
      sentQuery: String(init.body ?? input).includes("totalCount"),
    });
    return response;
  };
  return { recorded, requests };
}
