/** What runs first: it sends the first requests and draws the list while the large scripts still load, then starts them. */
import type { IssueListQuery, IssueListQueryVariables } from "../../gql/graphql.ts";
import { BoardViewerDocument, IssueListDocument } from "../../gql/graphql.ts?static";
import "../../shared/page.css";
import "../board.css";
import { ACCEPT, addressOf } from "../../shared/gateway.ts";
import { takeToken } from "../../shared/token.ts";
import { drawList } from "../first/first-list.tsx?static";
import { holdEvents } from "../first/held-events.ts";
import { showWebhooksLink } from "../first/webhooks-link.ts";
import { rememberList } from "../list/neighbours.ts";
import { parseView, variablesOf } from "../list/view.ts";

interface Early {
  readonly token: string;
  readonly body: string;
  readonly response: Promise<Response>;
}

/** The answer that the list was drawn from. */
export interface Drawn {
  /** Path and query of the address that it belongs to. */
  readonly address: string;
  readonly variables: IssueListQueryVariables;
  readonly answer: IssueListQuery;
}

/** A list that takes longer than this is drawn by React, which says that it loads. */
const LONGEST_WAIT_MS = 300;

const requests: Early[] = [];
let drawn: Drawn | undefined;
let isTaken = false;

/** Send an operation; its data, undefined unless all of it is there. */
async function send(token: string, operationName: string, query: string, variables?: object): Promise<unknown> {
  const body = JSON.stringify({ operationName, query, variables });
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", Accept: ACCEPT };
  const response = fetch(addressOf("graphql"), { method: "POST", headers, body });
  requests.push({ token, body, response });
  try {
    // The client may take the response itself.
    const { data, errors } = await (await response).clone().json();
    return errors ? undefined : data;
  } catch {
    // The client that takes the answer reports the failure.
    return undefined;
  }
}

/** The answer to a request that was sent early, once; `isBody` says whether a body is that of the request. */
export function takeEarly(token: string, isBody: (body: string) => boolean): Promise<Response> | undefined {
  const index = requests.findIndex((one) => one.token === token && isBody(one.body));
  return index < 0 ? undefined : requests.splice(index, 1)[0]?.response;
}

/** The answer of the list that is on the page; after this call none is drawn. */
export function takeDrawn(): Drawn | undefined {
  isTaken = true;
  return drawn;
}

async function drawWhenThere(token: string): Promise<void> {
  const address = currentAddress();
  const variables = variablesOf(parseView(location.search));
  const answer = (await send(token, "IssueList", IssueListDocument, variables)) as IssueListQuery | undefined;
  const main = document.querySelector("main");
  if (isTaken || !main || !answer || address !== currentAddress()) return;
  main.replaceChildren(...drawList(answer));
  holdEvents();
  drawn = { address, variables, answer };
  // React does not need the response any more.
  requests.length = 0;
  if (answer.viewer.scope === "ADMIN") showWebhooksLink();
  rememberList(answer.issues.nodes.map(({ id }) => id));
}

/** The first requests of the page; resolves when nothing more is drawn here. */
async function begin(): Promise<void> {
  const token = takeToken();
  if (token === null) return;
  const view = parseView(location.search);
  const isList = location.pathname.replace(/\/$/, "") === new URL(addressOf("board")).pathname && view.layout === "list";
  if (isList && !view.charts) {
    await Promise.race([drawWhenThere(token).then(painted), passed(LONGEST_WAIT_MS)]);
    return;
  }
  void send(token, "BoardViewer", BoardViewerDocument);
  if (isList) void send(token, "IssueList", IssueListDocument, variablesOf(view));
}

const currentAddress = () => location.pathname + location.search;
const passed = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
/** Resolves when what was drawn is on the screen; frames do not come to a hidden tab. */
const painted = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

// Running the large scripts takes longer than reading the list: they begin when it is on the screen.
void begin().finally(() => import("./main.tsx"));
