/** How the playground reaches the gateway: over this host alone, and only with a token. */
import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";
import { addressOf } from "../shared/gateway.ts";

const GRAPHQL = addressOf("graphql");
const ADVICE =
  'No token yet. Put one into the "Headers" editor below the operation: {"Authorization": "Bearer igw_…"}. ' +
  "To make one, run: issue-gateway token create --email you@example.com --scope write";

type Headers = Readonly<Record<string, string>>;

/** Sends GraphiQL's requests; adds the token if an operation's headers have none. */
export function fetcherFor(token: string | null): Fetcher {
  const subscriptionUrl = GRAPHQL.replace(/^http/, "ws");
  const send = createGraphiQLFetcher({ url: GRAPHQL, subscriptionUrl, enableIncrementalDelivery: false });
  return (parameters, options) => {
    const headers = authorized((options?.headers ?? {}) as Headers, token);
    if (headers === null) return Promise.reject(new Error(ADVICE));
    return send(parameters, { ...options, headers });
  };
}

/** The headers with `Authorization` under that very name, which the socket's first message needs. */
function authorized(headers: Headers, token: string | null): Headers | null {
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== "authorization");
  const own = Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization")?.[1];
  const value = own && bearer(own) ? own : token && `Bearer ${token}`;
  return value ? { ...Object.fromEntries(others), Authorization: value } : null;
}

/** The token of an `Authorization` header; null while it is being typed. */
export function bearer(header: string): string | null {
  return /^Bearer\s+(igw_[0-9A-Za-z]{49})$/i.exec(header.trim())?.[1] ?? null;
}

/** The token in the text of the header editor. */
export function tokenIn(headers: string): string | null {
  try {
    const parsed = JSON.parse(headers) as Record<string, unknown> | null;
    const value = Object.entries(parsed ?? {}).find(([name]) => name.toLowerCase() === "authorization")?.[1];
    return typeof value === "string" ? bearer(value) : null;
  } catch {
    return null;
  }
}

/** The id of some issue, for examples that need one; a made-up one if there is no issue. */
export async function someIssueId(token: string | null): Promise<string> {
  const none = "00000000-0000-0000-0000-000000000000";
  if (token === null) return none;
  try {
    const response = await fetch(GRAPHQL, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ query: "{ issues(first: 1) { nodes { id } } }" }),
    });
    const answer = (await response.json()) as { data?: { issues: { nodes: { id: string }[] } } };
    return answer.data?.issues.nodes[0]?.id ?? none;
  } catch {
    return none;
  }
}
