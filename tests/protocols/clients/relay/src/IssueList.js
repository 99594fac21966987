import { graphql } from "relay-runtime";

export const query = graphql`
  query IssueListQuery($first: Int!, $filter: IssueFilter) {
    ...IssueList_issues @arguments(first: $first, filter: $filter)
  }
`;

export const list = graphql`
  fragment IssueList_issues on Query
  @refetchable(queryName: "IssueListPaginationQuery")
  @argumentDefinitions(
    first: { type: "Int", defaultValue: 10 }
    after: { type: "String" }
    filter: { type: "IssueFilter" }
  ) {
    issues(first: $first, after: $after, filter: $filter) @connection(key: "IssueList_issues") {
      edges { node { id ...IssueList_issue } }
    }
  }
`;

export const issue = graphql`
  fragment IssueList_issue on Issue @refetchable(queryName: "IssueListRefetchQuery") {
    title
    status
    comments(first: 2) { edges { node { content } } }
  }
`;

export const create = graphql`
  mutation IssueListCreateMutation($input: CreateIssueInput!, $connections: [ID!]!) {
    createIssue(input: $input) {
      issue @prependNode(connections: $connections, edgeTypeName: "IssueEdge") { id ...IssueList_issue }
      userErrors { field message }
    }
  }
`;

export const changes = graphql`
  subscription IssueListSubscription {
    changes { cursor action object { id ...IssueList_issue @alias(as: "issue") } }
  }
`;
