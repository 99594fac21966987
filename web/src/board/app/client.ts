/** The GraphQL client: urql with a normalised cache, so that a change shows on every screen at once. */
import { cacheExchange, type Cache, type Data } from "@urql/exchange-graphcache";
import { createClient as createSocket } from "graphql-ws";
import { Client, createRequest, fetchExchange, makeOperation, mapExchange, ssrExchange, stringifyVariables, subscriptionExchange } from "urql";
import type { CombinedError, Exchange, ExecutionResult, Operation } from "urql";
import { BoardViewerDocument, IssueListDocument, type BoardChangesSubscription } from "../../gql/graphql.ts";
import { ACCEPT, addressOf } from "../../shared/gateway.ts";
import { takeEarly, type Drawn } from "./early.ts";
import { rereadExchange } from "./reread.ts";

/** Types without an id of their own; they live inside their parent. */
const EMBEDDED = [
  "AttachmentConnection",
  "ChangeConnection",
  "CommentConnection",
  "FieldConflict",
  "FileConnection",
  "IssueConnection",
  "IssueGroup",
  "IssueMetrics",
  "PageInfo",
  "ReactionSummary",
  "TextSlice",
  "GrepResult",
  "GrepMatch",
  "UserError",
  "Viewer",
  "WebhookConnection",
  "WebhookDeliveryConnection",
] as const;

/** Lists and figures over many issues: a new, deleted or restored issue makes them stale. */
const OVER_ISSUES = new Set(["issues", "issueGroups", "issueMetrics"]);

function forgetLists(cache: Cache): void {
  for (const { fieldName, arguments: given } of cache.inspectFields("Query")) {
    if (OVER_ISSUES.has(fieldName)) cache.invalidate("Query", fieldName, given);
  }
}

function forgetFields(cache: Cache, issueId: string, names: readonly string[]): void {
  const key = { __typename: "Issue", id: issueId };
  for (const { fieldName, arguments: given } of cache.inspectFields(key)) {
    if (names.includes(fieldName)) cache.invalidate(key, fieldName, given);
  }
}

const afterIssue = (names: readonly string[]) => (_result: Data, args: { input?: { id?: string; issueId?: string } }, cache: Cache) => {
  const id = args.input?.issueId ?? args.input?.id;
  if (id) forgetFields(cache, id, names);
};
const afterList = (_result: Data, _args: unknown, cache: Cache) => forgetLists(cache);

/** Add headers to those that the operation brings, such as `Idempotency-Key`. */
function withHeaders(operation: Operation, headers: Record<string, string>): Operation {
  const { fetchOptions } = operation.context;
  const own = typeof fetchOptions === "function" ? fetchOptions() : fetchOptions;
  return makeOperation(operation.kind, operation, {
    ...operation.context,
    fetchOptions: { ...own, headers: { ...(own?.headers as Record<string, string> | undefined), ...headers } },
  });
}

/** Called with what a subscription's server sent, before the cache takes it; given as `onData` in the context. */
type OnData = (data: unknown) => void;

/** Called when the gateway refuses the token. */
export type Refused = () => void;

export function isRefused(error: CombinedError): boolean {
  return (
    error.response?.status === 401 ||
    error.graphQLErrors.some(({ extensions }) => extensions["code"] === "UNAUTHENTICATED")
  );
}

function tokenExchange(token: string, refused: Refused) {
  return mapExchange({
    onOperation: (operation) => withHeaders(operation, { Authorization: `Bearer ${token}`, Accept: ACCEPT }),
    onError: (error) => isRefused(error) && refused(),
  });
}

/** A client without a cache, for figures: they belong to no object and are read again each time. */
export function createPlainClient(token: string): Client {
  return new Client({
    url: addressOf("graphql"),
    preferGetMethod: false,
    exchanges: [tokenExchange(token, () => undefined), fetchExchange],
  });
}

/** How long the answer that the list was drawn from is not read again: React has taken the list over by then. */
const FRESH_MS = 5_000;

/** What gives the client the answer that is there before it is. */
function drawnExchanges({ variables, answer }: Drawn): { first: Exchange; last: Exchange } {
  const initialState = {
    [createRequest(BoardViewerDocument, {}).key]: { data: JSON.stringify({ viewer: answer.viewer, newest: answer.newest }) },
    [createRequest(IssueListDocument, variables).key]: { data: JSON.stringify(answer) },
  };
  const until = Date.now() + FRESH_MS;
  const isFresh = ({ key, context }: Operation) =>
    String(key) in initialState && context.requestPolicy === "cache-and-network" && Date.now() < until;
  return {
    first: mapExchange({
      onOperation: (operation) =>
        isFresh(operation) ? makeOperation(operation.kind, operation, { ...operation.context, requestPolicy: "cache-first" }) : operation,
    }),
    last: ssrExchange({ isClient: true, initialState }),
  };
}

/** A client for one token; `close` ends its WebSocket. */
export function createClient(token: string, refused: Refused, drawn?: Drawn): { client: Client; close: () => void } {
  const socket = createSocket({
    url: addressOf("graphql").replace(/^http/, "ws"),
    connectionParams: { Authorization: `Bearer ${token}` },
    lazyCloseTimeout: 5_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
  });
  const drawnBefore = drawn && drawnExchanges(drawn);
  const client = new Client({
    url: addressOf("graphql"),
    preferGetMethod: false,
    fetch: (url, options) =>
      takeEarly(token, (body) => stringifyVariables(JSON.parse(body)) === options?.body) ?? fetch(url, options),
    exchanges: [
      rereadExchange,
      tokenExchange(token, refused),
      ...(drawnBefore ? [drawnBefore.first] : []),
      cacheExchange({
        keys: {
          ...Object.fromEntries(EMBEDDED.map((name) => [name, () => null])),
          Change: (data) => (data["cursor"] as string | undefined) ?? null,
        },
        updates: {
          Mutation: {
            createIssue: afterList,
            deleteIssue: afterList,
            restoreIssue: afterList,
            updateIssues: afterList,
            deleteIssues: afterList,
            restoreIssues: afterList,
            updateIssue: afterIssue(["history"]),
            addTags: afterIssue(["history"]),
            addComment: afterIssue(["comments", "history"]),
            addFile: afterIssue(["files", "history"]),
            linkAttachments: afterIssue(["attachments", "history"]),
          },
        },
      }),
      ...(drawnBefore ? [drawnBefore.last] : []),
      mapExchange({
        onResult: ({ operation, data }) => {
          if (operation.kind === "subscription" && data) (operation.context["onData"] as OnData | undefined)?.(data);
        },
      }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => {
            const payload = { query: query ?? "", variables: { ...variables } };
            const unsubscribe = socket.subscribe<BoardChangesSubscription>(payload, {
              next: ({ data, ...rest }) => {
                // Sent again with the payload when the socket is opened anew: it goes on where it was.
                if (data) payload.variables["after"] = data.changes.cursor;
                sink.next({ ...rest, data: data ?? null } as ExecutionResult);
              },
              // The socket closed permanently; the HTTP requests report why.
              error: (reason) => sink.error(reason instanceof Error ? reason : new Error("The socket closed.")),
              complete: () => sink.complete(),
            });
            return { unsubscribe };
          },
        }),
      }),
    ],
  });
  // A connection that failed cannot be closed either.
  return { client, close: () => void Promise.resolve(socket.dispose()).catch(() => undefined) };
}
