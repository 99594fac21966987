import { GraphQLClient } from "graphql-request";
import { graphql } from "./generated/gql.js";

const PAGE = graphql(`
  query Page($first: Int!, $filter: IssueFilter) {
    issues(first: $first, filter: $filter, orderBy: [{ field: PRIORITY, direction: DESC }]) {
      totalCount
      nodes { id title status createdAt description comments { nodes { content isEdited } } }
    }
  }
`);
const NODE = graphql(`
  query Node($id: ID!) { node(id: $id) { __typename id ... on Issue { title } ... on Comment { content } } }
`);

export async function titles(client: GraphQLClient): Promise<string[]> {
  const { issues } = await client.request(PAGE, {
    first: 3,
    filter: { status: { in: ["OPEN", "IN_PROGRESS"] }, createdAt: { gte: "-P2W" } },
  });
  const [first] = issues.nodes;
  if (first?.status === "RESOLVED") return [first.createdAt.slice(0, 10)];
  return issues.nodes.map((issue) => issue.title);
}

export async function describe(client: GraphQLClient, id: string): Promise<string> {
  const { node } = await client.request(NODE, { id });
  if (node?.__typename === "Issue") return node.title;
  return node?.__typename === "Comment" ? node.content : "";
}

export async function wrong(client: GraphQLClient): Promise<void> {
  // @ts-expect-error: `first` is needed
  await client.request(PAGE, { filter: {} });
  // @ts-expect-error: there is no such status
  await client.request(PAGE, { first: 1, filter: { status: { eq: "NONE" } } });
  const { issues } = await client.request(PAGE, { first: 1 });
  // @ts-expect-error: not selected
  console.log(issues.nodes[0]?.owner);
}
