// TanStack Query with generated types: pages of issues, fetched one after the other and kept.
import { QueryClient } from "@tanstack/query-core";
import { GraphQLClient } from "graphql-request";
import { graphql } from "./generated/gql.js";

declare const process: { env: Record<"GATEWAY_URL" | "GATEWAY_TOKEN", string> };

const ISSUES = graphql(`
  query Issues($first: Int!, $after: String) {
    issues(first: $first, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { id title createdAt attachments { size } }
    }
  }
`);
const { GATEWAY_URL, GATEWAY_TOKEN } = process.env;
const client = new GraphQLClient(GATEWAY_URL, { headers: { Authorization: `Bearer ${GATEWAY_TOKEN}` } });
const queries = new QueryClient();

const { pages } = await queries.fetchInfiniteQuery({
  queryKey: ["issues", 5],
  queryFn: ({ pageParam }) => client.request(ISSUES, { first: 5, after: pageParam }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ issues }) => (issues.pageInfo.hasNextPage ? issues.pageInfo.endCursor : undefined),
  pages: 3,
});
const nodes = pages.flatMap(({ issues }) => issues.nodes);
if (new Set(nodes.map(({ id }) => id)).size !== 15) throw new Error(`15 issues, not ${nodes.length}`);
const days: string[] = nodes.map(({ createdAt }) => createdAt.slice(0, 10));
const sizes: (number | null)[] = nodes.flatMap(({ attachments }) => attachments.map(({ size }) => size));
console.log(days.length, sizes.length);
if (queries.getQueryData(["issues", 5]) === undefined) throw new Error("not kept");
