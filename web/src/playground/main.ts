/** The playground: GraphiQL with our examples, our token handling and the way to the other pages. */
import { GraphiQL } from "graphiql";
import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import { createElement as element, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { addressOf } from "../shared/gateway.ts";
import { keepToken, onTokenArrival, takeToken } from "../shared/token.ts";
import { examplesFor } from "./examples.ts";
import { fetcherFor, someIssueId, tokenIn } from "./fetcher.ts";
import "./playground.css";

interface PlaygroundProps {
  readonly initialToken: string | null;
  readonly issueId: string;
}

function Playground({ initialToken, issueId }: PlaygroundProps) {
  const [token, setToken] = useState(initialToken);
  // A new fetcher makes GraphiQL read the schema again, which it may do only now that there is a token.
  const fetcher = useMemo(() => fetcherFor(token), [token]);
  return element(
    GraphiQL,
    {
      fetcher,
      defaultTabs: examplesFor(issueId),
      // Never stored: GraphiQL keeps operations for the next visit, this token stays with the browser's tab.
      defaultHeaders: JSON.stringify({ Authorization: `Bearer ${initialToken ?? ""}` }, null, 2),
      shouldPersistHeaders: false,
      showPersistHeadersSettings: false,
      // Without a token, open the headers, where it is typed; with one, the variables of the example.
      defaultEditorToolsVisibility: initialToken === null ? "headers" : "variables",
      inputValueDeprecation: true,
      onEditHeaders: (headers: string) => {
        const typed = tokenIn(headers);
        if (typed === null || typed === token) return;
        keepToken(typed);
        setToken(typed);
      },
    },
    element(
      GraphiQL.Logo,
      null,
      element(
        "nav",
        { className: "other-pages", "aria-label": "Pages of the gateway" },
        element("a", { href: addressOf("board") }, "Board"),
        element("a", { href: addressOf("docs") }, "Docs"),
      ),
    ),
  );
}

const token = takeToken();
onTokenArrival(() => location.reload());
const container = document.getElementById("playground");
if (container) createRoot(container).render(element(Playground, { initialToken: token, issueId: await someIssueId(token) }));
