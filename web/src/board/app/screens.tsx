/** The screens of the board, and what surrounds all of them: client, live changes, keys, messages. */
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import { Provider, useQuery } from "urql";
import { Link, Route, Router, Switch, useLocation } from "wouter";
import { BoardViewerDocument } from "../../gql/graphql.ts";
import { addressOf } from "../../shared/gateway.ts";
import { ListPage } from "../list/list-page.tsx";
import { ConflictProvider } from "../shared/conflict.tsx";
import { Messages, MessagesProvider } from "../shared/messages.tsx";
import { TokenContext } from "../shared/token-context.ts";
import { createClient } from "./client.ts";
import { Connection } from "./connection.tsx";
import { KeysProvider, useShortcuts } from "./keys.tsx";
import { Live, LiveContext, useFollowing } from "./live.ts";
import { ViewerContext } from "./viewer.ts";

// The list loads first; the code of each other screen loads when it is opened.
const IssuePage = lazy(() => import("../issue/issue-page.tsx"));
const NewPage = lazy(() => import("../new/new-page.tsx"));
const WebhookList = lazy(() => import("../webhooks/webhook-list.tsx"));
const WebhookPage = lazy(() => import("../webhooks/webhook-page.tsx"));
const Palette = lazy(() => import("./palette.tsx"));

/** The path of the board, also behind a prefix that a proxy removes. */
const BASE = new URL(addressOf("board")).pathname;

interface ScreensProps {
  token: string;
  onRefused: () => void;
}

export function Screens({ token, onRefused }: ScreensProps) {
  const { client, close } = useMemo(() => createClient(token, onRefused), [token]);
  useEffect(() => close, [close]);
  return (
    <Provider value={client}>
      <Router base={BASE}>
        <TokenContext.Provider value={token}>
          <MessagesProvider>
            <KeysProvider>
              <ConflictProvider>
                <Surroundings />
              </ConflictProvider>
            </KeysProvider>
          </MessagesProvider>
        </TokenContext.Provider>
      </Router>
    </Provider>
  );
}

function Surroundings() {
  const live = useMemo(() => new Live(), []);
  const [{ data }] = useQuery({ query: BoardViewerDocument });
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [, go] = useLocation();
  const scope = data?.viewer.scope;
  const isAdmin = scope === "ADMIN";
  useFollowing(live);
  useShortcuts([
    { key: "Control+k", what: "Open the command palette", run: () => setPaletteOpen(true) },
    { key: "g", what: "Go to the list", run: () => go("/") },
    { key: "c", what: "Create an issue", run: () => go("/new") },
    ...(isAdmin ? [{ key: "w", what: "Go to the webhooks", run: () => go("/webhooks") }] : []),
  ]);
  const viewer = {
    isKnown: data !== undefined,
    email: data?.viewer.email ?? "",
    author: data?.viewer.author ?? "",
    mayWrite: scope === "WRITE" || isAdmin,
    isAdmin,
  };
  return (
    <LiveContext.Provider value={live}>
      <ViewerContext.Provider value={viewer}>
        {isAdmin && <MenuOfAdmins />}
        <Connection />
        <Suspense fallback={<p className="quiet">Loading …</p>}>
          <Switch>
            <Route path="/new" component={NewPage} />
            <Route path="/issues/:id">{({ id }) => <IssuePage key={id} id={id} />}</Route>
            <Route path="/webhooks" component={WebhookList} />
            <Route path="/webhooks/:id">{({ id }) => <WebhookPage key={id} id={id} />}</Route>
            <Route path="/" component={ListPage} />
            <Route>
              <h1>Not found</h1>
              <p>
                This address leads nowhere. <a href={BASE}>To the list</a>
              </p>
            </Route>
          </Switch>
        </Suspense>
        {paletteOpen && (
          <Suspense>
            <Palette onOpenChange={setPaletteOpen} />
          </Suspense>
        )}
        <Messages />
      </ViewerContext.Provider>
    </LiveContext.Provider>
  );
}

/** What the menu of the page has for admins only. */
function MenuOfAdmins() {
  const menu = document.querySelector(".page-header nav");
  const [path] = useLocation();
  const current = path.startsWith("/webhooks") ? "page" : undefined;
  useEffect(() => {
    const board = menu?.querySelector('a[href="board"]');
    if (current) board?.removeAttribute("aria-current");
    else board?.setAttribute("aria-current", "page");
  }, [menu, current]);
  return (
    menu &&
    createPortal(
      <Link href="/webhooks" aria-current={current}>
        Webhooks
      </Link>,
      menu,
    )
  );
}
