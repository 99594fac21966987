/** The operations that a first visit finds open, one tab each; all of them run on the demo data. */

export interface Example {
  readonly query: string;
  readonly variables: string | null;
}

const WELCOME = `# Run this with the triangle or Ctrl-Enter.
# More examples are in the other tabs, and the
# book on the left lists all there is to ask for.
`;

const NESTED = `${WELCOME}
query NestedList {
  issues(first: 10) {
    totalCount
    nodes {
      id
      title
      status
      priority
      tags
      owner
      comments(last: 3) {
        totalCount
        nodes {
          content
          createdBy
          createdAt
          reactions { emoji count }
        }
      }
      files { nodes { fileName fileType attachment { id } } }
      sessions { title attachments { name type } }
    }
  }
}
`;

const FILTER = `# Open issues with a comment in the last year, the
# urgent first. Pass pageInfo.endCursor as $after
# to get the next page.
query FilterAndPage(
  $first: Int = 5
  $after: String
  $filter: IssueFilter
) {
  issues(
    first: $first
    after: $after
    filter: $filter
    orderBy: [
      { field: PRIORITY, direction: DESC }
      { field: UPDATED_AT, direction: DESC }
    ]
  ) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges {
      cursor
      node { title status priority owner updatedAt }
    }
  }
}
`;

const FILTER_VARIABLES = {
  after: null,
  filter: {
    status: { in: ["OPEN", "IN_PROGRESS"] },
    comments: { some: { createdAt: { gte: "-P1Y" } } },
  },
};

const NODE = `# Any object by its id, whatever its type.
query AnyNode($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Issue {
      title
      description
      history(first: 20) {
        nodes { at actor action objectType fields }
      }
    }
    ... on Comment { content issue { title } }
    ... on File { fileName issue { title } }
    ... on Attachment { name size sha256 url }
    ... on Session { topic: title issues { nodes { title } } }
  }
}
`;

const CREATE = `# What it says is in the variables below.
mutation CreateIssue($input: CreateIssueInput!) {
  createIssue(input: $input) {
    issue {
      id
      title
      status
      priority
      tags
      owner
      createdBy
      createdAt
      version
    }
    userErrors { field message code }
  }
}
`;

const CREATE_VARIABLES = {
  input: {
    title: "Power rail undervoltage at startup",
    description: [{ type: "paragraph", text: "3.3 V rail sags to 2.9 V for 4 ms after power-on." }],
    priority: "HIGH",
    tags: ["power", "startup"],
  },
};

const COMMENT = `mutation AddComment($input: AddCommentInput!) {
  addComment(input: $input) {
    comment {
      id
      content
      createdBy
      createdAt
      issue { title comments { totalCount } }
    }
    userErrors { field message code }
  }
}
`;

const METRICS = `# What the board draws.
query Metrics {
  issueMetrics {
    charts {
      __typename
      ... on PieChart {
        chartData { title data { label value } }
      }
      ... on MixedChart {
        chartData { title labels series { name type data } }
      }
    }
  }
  byOwner: issueGroups(
    by: [OWNER, STATUS]
    filter: { status: { in: [OPEN, IN_PROGRESS] } }
  ) { owner status count }
}
`;

const CHANGES = `# Stays open and shows each change as it is committed.
# Create an issue in another window to see one.
subscription Changes {
  changes {
    cursor
    at
    actor
    action
    objectType
    objectId
    fields
    object {
      __typename
      ... on Issue { title }
      ... on Comment { content }
    }
  }
}
`;

/** The examples, made to work on the issue with this id. */
export function examplesFor(issueId: string): Example[] {
  return [
    { query: NESTED, variables: null },
    { query: FILTER, variables: pretty(FILTER_VARIABLES) },
    { query: NODE, variables: pretty({ id: issueId }) },
    { query: CREATE, variables: pretty(CREATE_VARIABLES) },
    { query: COMMENT, variables: pretty({ input: { issueId, content: "Reproduced on bench 2." } }) },
    { query: METRICS, variables: null },
    { query: CHANGES, variables: null },
  ];
}

function pretty(value: object): string {
  return JSON.stringify(value, null, 2);
}
