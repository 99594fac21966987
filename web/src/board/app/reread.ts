/** Reads a query again when the cache cannot show what the network brought. */
import { makeOperation, type Exchange, type OperationResult } from "urql";
import { filter, pipe } from "wonka";

/** Null without an error: the cache lacks a field of the query. */
const isUnreadable = ({ operation, data, error }: OperationResult) =>
  operation.kind === "query" && data === null && error === undefined;

/**
 * A mutation makes fields stale (`cache.invalidate`). Graphcache puts its answer above that of a query that was sent
 * before and comes later, so those fields of the query are lost and its data is null. The screen keeps what it shows
 * until the second answer is there. A query that is unreadable twice is passed on.
 */
export const rereadExchange: Exchange = ({ client, forward }) => {
  const again = new Set<number>();
  const isPassedOn = (result: OperationResult) => {
    const { key, kind, context } = result.operation;
    const isSecond = again.delete(key);
    if (isSecond || !isUnreadable(result)) return true;
    again.add(key);
    client.reexecuteOperation(makeOperation(kind, result.operation, { ...context, requestPolicy: "network-only" }));
    return false;
  };
  return (operations) => pipe(forward(operations), filter(isPassedOn));
};
