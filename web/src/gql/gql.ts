/* eslint-disable */
import * as types from './graphql';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query BoardCharts($since: DateTimeOrDuration!) {\n  issueMetrics {\n    charts {\n      __typename\n      ... on PieChart {\n        chartData {\n          title\n          data {\n            label\n            value\n            color\n          }\n        }\n      }\n      ... on MixedChart {\n        chartData {\n          title\n          labels\n          series {\n            name\n            type\n            data\n            color\n          }\n        }\n      }\n    }\n  }\n  months: issueGroups(by: [MONTH, STATUS], filter: {createdAt: {gte: $since}}) {\n    month\n    status\n    count\n  }\n  owners: issueGroups(by: [OWNER]) {\n    owner\n    count\n  }\n  tags: issueGroups(by: [TAG]) {\n    tag\n    count\n  }\n}\n\nquery BoardIssues($filter: IssueFilter, $first: Int, $after: String, $last: Int, $before: String) {\n  issues(\n    filter: $filter\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n  ) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    nodes {\n      id\n      title\n      description\n      status\n      priority\n      tags\n      owner\n      resolutionSummary\n      createdBy\n      createdAt\n      comments(last: 3) {\n        totalCount\n        nodes {\n          id\n          content\n          createdBy\n          createdAt\n          reactions {\n            emoji\n            count\n          }\n        }\n      }\n      files(first: 10) {\n        totalCount\n        nodes {\n          id\n          fileName\n          fileType\n          attachment {\n            url\n          }\n        }\n      }\n      sessions {\n        id\n        title\n      }\n    }\n  }\n}": typeof types.BoardChartsDocument,
};
const documents: Documents = {
    "query BoardCharts($since: DateTimeOrDuration!) {\n  issueMetrics {\n    charts {\n      __typename\n      ... on PieChart {\n        chartData {\n          title\n          data {\n            label\n            value\n            color\n          }\n        }\n      }\n      ... on MixedChart {\n        chartData {\n          title\n          labels\n          series {\n            name\n            type\n            data\n            color\n          }\n        }\n      }\n    }\n  }\n  months: issueGroups(by: [MONTH, STATUS], filter: {createdAt: {gte: $since}}) {\n    month\n    status\n    count\n  }\n  owners: issueGroups(by: [OWNER]) {\n    owner\n    count\n  }\n  tags: issueGroups(by: [TAG]) {\n    tag\n    count\n  }\n}\n\nquery BoardIssues($filter: IssueFilter, $first: Int, $after: String, $last: Int, $before: String) {\n  issues(\n    filter: $filter\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n  ) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    nodes {\n      id\n      title\n      description\n      status\n      priority\n      tags\n      owner\n      resolutionSummary\n      createdBy\n      createdAt\n      comments(last: 3) {\n        totalCount\n        nodes {\n          id\n          content\n          createdBy\n          createdAt\n          reactions {\n            emoji\n            count\n          }\n        }\n      }\n      files(first: 10) {\n        totalCount\n        nodes {\n          id\n          fileName\n          fileType\n          attachment {\n            url\n          }\n        }\n      }\n      sessions {\n        id\n        title\n      }\n    }\n  }\n}": types.BoardChartsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query BoardCharts($since: DateTimeOrDuration!) {\n  issueMetrics {\n    charts {\n      __typename\n      ... on PieChart {\n        chartData {\n          title\n          data {\n            label\n            value\n            color\n          }\n        }\n      }\n      ... on MixedChart {\n        chartData {\n          title\n          labels\n          series {\n            name\n            type\n            data\n            color\n          }\n        }\n      }\n    }\n  }\n  months: issueGroups(by: [MONTH, STATUS], filter: {createdAt: {gte: $since}}) {\n    month\n    status\n    count\n  }\n  owners: issueGroups(by: [OWNER]) {\n    owner\n    count\n  }\n  tags: issueGroups(by: [TAG]) {\n    tag\n    count\n  }\n}\n\nquery BoardIssues($filter: IssueFilter, $first: Int, $after: String, $last: Int, $before: String) {\n  issues(\n    filter: $filter\n    first: $first\n    after: $after\n    last: $last\n    before: $before\n  ) {\n    totalCount\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n    nodes {\n      id\n      title\n      description\n      status\n      priority\n      tags\n      owner\n      resolutionSummary\n      createdBy\n      createdAt\n      comments(last: 3) {\n        totalCount\n        nodes {\n          id\n          content\n          createdBy\n          createdAt\n          reactions {\n            emoji\n            count\n          }\n        }\n      }\n      files(first: 10) {\n        totalCount\n        nodes {\n          id\n          fileName\n          fileType\n          attachment {\n            url\n          }\n        }\n      }\n      sessions {\n        id\n        title\n      }\n    }\n  }\n}"): typeof import('./graphql').BoardChartsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
