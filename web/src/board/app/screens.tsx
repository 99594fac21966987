/** The screens of the board, and what surrounds all of them: client, live changes, keys, messages. */
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { Provider, useQuery } from "urql";
import { Route, Router, Switch, useLocation } from "wouter";
import { BoardViewerDocument } from "../../gql/graphql.ts";
import { addressOf } from "../../shared/gateway.ts";
import { untilLoaded } from "../../shared/until-loaded.ts";
import { ListPage } from "../list/list-page.tsx";
import { ConflictProvider } from "../shared/conflict.tsx";
import { MessagesProvider } from "../shared/messages.tsx";
import { Opening } from "../shared/opening.tsx";
import { TokenContext } from "../shared/token-context.ts";
import { createClient } from "./client.ts";
import type { Drawn } from "./early.ts";
import { Frame } from "./frame.tsx";
import { KeysProvider, useShortcuts } from "./keys.tsx";
import { Live, LiveContext, useFollowing } from "./live.ts";
import { useMenu } from "./menu.ts";
import { viewerOf } from "./viewer.ts";

// The list loads first; the code of each other screen loads when it is opened.
const IssuePage = lazy(() => untilLoaded(() => import("../issue/issue-page.tsx")));
const NewPage = lazy(() => untilLoaded(() => import("../new/new-page.tsx")));
const WebhookList = lazy(() => untilLoaded(() => import("../webhooks/webhook-list.tsx")));
const WebhookPage = lazy(() => untilLoaded(() => import("../webhooks/webhook-page.tsx")));
/** Loaded when Control is pressed: what is typed right after Ctrl-K belongs into the palette. */
const loadPalette = () => untilLoaded(() => import("./palette.tsx"));
const Palette = lazy(loadPalette);

/** The path of the board, also behind a prefix that a proxy removes. */
const BASE = new URL(addressOf("board")).pathname;

interface ScreensProps {
  token: string;
  /** The list that is on the page already. */
  drawn: Drawn | undefined;
  onRefused: () => void;
}

export function Screens({ token, drawn, onRefused }: ScreensProps) {
  const { client, close } = useMemo(() => createClient(token, onRefused, drawn), [token]);
  useEffect(() => close, [close]);
  return (
    <Provider value={client}>
      {/* React takes the list over at the address that it was drawn for, then goes to the present one. */}
      <Router base={BASE} {...(drawn && { ssrPath: drawn.address })}>
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

/** Go to the list, and into its search. */
function searchFrom(go: (path: string) => void): void {
  go("/");
  requestAnimationFrame(() => document.querySelector<HTMLInputElement>("input[type=search]")?.focus());
}

function Surroundings() {
  const live = useMemo(() => new Live(), []);
  const [{ data }] = useQuery({ query: BoardViewerDocument });
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [, go] = useLocation();
  const viewer = useMemo(() => viewerOf(data), [data?.viewer]);
  useMenu(viewer.isAdmin);
  useEffect(() => {
    const load = ({ key }: KeyboardEvent) => void ((key === "Control" || key === "Meta") && loadPalette());
    document.addEventListener("keydown", load);
    return () => document.removeEventListener("keydown", load);
  }, []);
  useFollowing(live, data);
  useShortcuts([
    { key: "Control+k", what: "Open the command palette", run: () => setPaletteOpen(true) },
    { key: "g", what: "Go to the list", run: () => go("/") },
    { key: "/", what: "Search", run: () => searchFrom(go) },
    { key: "c", what: "Create an issue", run: () => go("/new") },
    ...(viewer.isAdmin ? [{ key: "w", what: "Go to the webhooks", run: () => go("/webhooks") }] : []),
  ]);
  return (
    <LiveContext.Provider value={live}>
      <Frame viewer={viewer}>
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
        {paletteOpen && (
          <Suspense fallback={<Opening />}>
            <Palette onOpenChange={setPaletteOpen} />
          </Suspense>
        )}
      </Frame>
    </LiveContext.Provider>
  );
}
