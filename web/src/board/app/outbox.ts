/** Comments that could not be sent: kept in this browser, and written once, however often sending is retried. */
import { useCallback, useSyncExternalStore } from "react";
import { useClient } from "urql";
import { AddCommentDocument } from "../../gql/graphql.ts";

const KEY = "issue-gateway.outbox";

export interface Unsent {
  /** The idempotency key: the gateway makes one comment of all tries. */
  readonly key: string;
  readonly issueId: string;
  readonly content: string;
  readonly attachmentIds: readonly string[];
}

const listeners = new Set<() => void>();

function read(): readonly Unsent[] {
  return JSON.parse(localStorage.getItem(KEY) ?? "[]") as readonly Unsent[];
}

const count = () => read().length;

function write(items: readonly Unsent[]): void {
  localStorage.setItem(KEY, JSON.stringify(items));
  for (const listener of listeners) listener();
}

export function putInOutbox(item: Unsent): void {
  write([...read().filter(({ key }) => key !== item.key), item]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

/** How many comments wait, and how to send them. */
export function useOutbox(): { waiting: number; sendAll: () => Promise<void> } {
  const client = useClient();
  const waiting = useSyncExternalStore(subscribe, count, count);
  const sendAll = useCallback(async () => {
    for (const { key, ...input } of read()) {
      const { error } = await client
        .mutation(
          AddCommentDocument,
          { input: { ...input, attachmentIds: [...input.attachmentIds] } },
          { fetchOptions: { headers: { "Idempotency-Key": key } } },
        )
        .toPromise();
      if (error?.networkError) return;
      // Sent, or refused for good: either way it no longer waits.
      write(read().filter((item) => item.key !== key));
    }
  }, [client]);
  return { waiting, sendAll };
}
