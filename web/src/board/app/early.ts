/** The first requests of the list, sent by a script of their own while the large scripts still load. */
import { ACCEPT, addressOf } from "../../shared/gateway.ts";
import { takeToken } from "../../shared/token.ts";
import { parseView, variablesOf } from "../list/view.ts";

/** The documents as urql prints them; `web/board-bundle.ts` writes them into the script. */
declare const EARLY_DOCUMENTS: Readonly<Record<"BoardViewer" | "IssueList", string>>;

interface Early {
  readonly token: string;
  readonly body: string;
  readonly response: Promise<Response>;
}

const requests: Early[] = [];

function send(token: string, operationName: keyof typeof EARLY_DOCUMENTS, variables?: object): void {
  const body = JSON.stringify({ operationName, query: EARLY_DOCUMENTS[operationName], variables });
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", Accept: ACCEPT };
  const response = fetch(addressOf("graphql"), { method: "POST", headers, body });
  // The client that takes the answer reports the failure.
  response.catch(() => undefined);
  requests.push({ token, body, response });
}

/** The answer to a request that was sent early, once; `isBody` says whether a body is that of the request. */
export function takeEarly(token: string, isBody: (body: string) => boolean): Promise<Response> | undefined {
  const index = requests.findIndex((one) => one.token === token && isBody(one.body));
  return index < 0 ? undefined : requests.splice(index, 1)[0]?.response;
}

const token = takeToken();
if (token !== null) {
  send(token, "BoardViewer");
  const view = parseView(location.search);
  const isList = location.pathname.replace(/\/$/, "") === new URL(addressOf("board")).pathname;
  if (isList && view.layout === "list") send(token, "IssueList", variablesOf(view));
}
