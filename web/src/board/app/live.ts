/** Live changes: one subscription for the whole board, passed to each component that shows the object. */
import { createContext, useContext, useEffect, useRef, useState } from "react";
import { useClient } from "urql";
import { BoardChangesDocument, type BoardChangesSubscription, type BoardViewerQuery } from "../../gql/graphql.ts";

export type Change = BoardChangesSubscription["changes"];
type Listener = (change: Change) => void;

/** Long enough to see a mark, short enough not to mistake old for new. */
const MARK_MS = 3_000;

export class Live {
  readonly #listeners = new Set<Listener>();

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export const LiveContext = createContext(new Live());

/** Follow the change log from where it ended when the board first read; undefined while that is not known. */
export function useFollowing(live: Live, viewer: BoardViewerQuery | undefined): void {
  const client = useClient();
  const isKnown = viewer !== undefined;
  useEffect(() => {
    if (!isKnown) return undefined;
    const after = viewer.newest.nodes[0]?.cursor;
    // From the socket itself: the cache answers null for a change whose object it cannot read back whole.
    const onData = ({ changes }: BoardChangesSubscription) => live.tell(changes);
    const { unsubscribe } = client.subscription(BoardChangesDocument, { after }, { onData }).subscribe(() => undefined);
    return unsubscribe;
    // Only the first answer counts: the subscription itself goes on from there.
  }, [client, live, isKnown]);
}

/** Call `react` after changes that `concerns` finds relevant: at once, then at most every `pause` ms. */
export function useLive(concerns: (change: Change) => boolean, react: () => void, pause = 1_000): void {
  const live = useContext(LiveContext);
  const latest = useRef({ concerns, react });
  latest.current = { concerns, react };
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let due = 0;
    const stop = live.listen((change) => {
      // The log no longer has some of the changes: each of them may concern anybody.
      if ((change.action !== "RESET" && !latest.current.concerns(change)) || timer !== undefined) return;
      const wait = Math.max(0, due - Date.now());
      timer = setTimeout(() => {
        timer = undefined;
        due = Date.now() + pause;
        latest.current.react();
      }, wait);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [live, pause]);
}

/** The ids of issues that others changed within the last moment. */
export function useMarked(author: string | undefined): ReadonlySet<string> {
  const live = useContext(LiveContext);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = live.listen(({ issueId, objectId, objectType, actor }) => {
      const id = issueId ?? (objectType === "ISSUE" ? objectId : null);
      if (id === null || actor === author) return;
      setMarked((ids) => new Set(ids).add(id));
      const timer = setTimeout(() => {
        timers.delete(timer);
        setMarked((ids) => new Set([...ids].filter((other) => other !== id)));
      }, MARK_MS);
      timers.add(timer);
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [live, author]);
  return marked;
}
