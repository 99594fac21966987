/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Conditions on the name of a person or program. */
export type ActorFilter = {
  /** Has this text in it. */
  contains?: string | null | undefined;
  /** Has this text in it, whatever the case. */
  containsIgnoreCase?: string | null | undefined;
  /** Ends with this text. */
  endsWith?: string | null | undefined;
  /** Equals this value. */
  eq?: string | null | undefined;
  /** Equals this text, whatever the case. */
  eqIgnoreCase?: string | null | undefined;
  /** Is one of these values. */
  in?: Array<string> | null | undefined;
  /** Is you (true) or is not you (false): see `viewer.author`. */
  isMe?: boolean | null | undefined;
  /** Differs from this value; null differs from every value. */
  neq?: string | null | undefined;
  /** Is none of these values. */
  nin?: Array<string> | null | undefined;
  /** Is null (true) or is not null (false). */
  null?: boolean | null | undefined;
  /** Starts with this text. */
  startsWith?: string | null | undefined;
};

/** Conditions on an attachment; all that are given must hold. */
export type AttachmentFilter = {
  /** All of these match; true when empty. */
  and?: Array<AttachmentFilter> | null | undefined;
  /** By citation. */
  citation?: StringFilter | null | undefined;
  /** By when it was added. */
  createdAt?: DateTimeFilter | null | undefined;
  /** By who added it. */
  createdBy?: ActorFilter | null | undefined;
  /** By description. */
  description?: StringFilter | null | undefined;
  /** By id. */
  id?: IdFilter | null | undefined;
  /** By whether it is meant to be shown. */
  isVisible?: BooleanFilter | null | undefined;
  /** By media type. */
  mediaType?: StringFilter | null | undefined;
  /** By original file name. */
  name?: StringFilter | null | undefined;
  /** This does not match. */
  not?: AttachmentFilter | null | undefined;
  /** At least one of these matches; false when empty. */
  or?: Array<AttachmentFilter> | null | undefined;
  /** By size in bytes. */
  size?: SafeIntFilter | null | undefined;
  /** By the session it came up in; an attachment without one does not match. */
  sourceSession?: SessionFilter | null | undefined;
  /** By the id of the session it came up in. */
  sourceSessionId?: IdFilter | null | undefined;
  /** By title. */
  title?: StringFilter | null | undefined;
  /** By kind of file. */
  type?: StringFilter | null | undefined;
};

/** Conditions on a list of attachments. */
export type AttachmentListFilter = {
  /** All items match; true of an empty list. */
  every?: AttachmentFilter | null | undefined;
  /** The number of items. */
  length?: IntFilter | null | undefined;
  /** No item matches; true of an empty list. */
  none?: AttachmentFilter | null | undefined;
  /** At least one item matches. */
  some?: AttachmentFilter | null | undefined;
};

/** Conditions on a value that is true or false. */
export type BooleanFilter = {
  /** Equals this value. */
  eq?: boolean | null | undefined;
  /** Differs from this value. */
  neq?: boolean | null | undefined;
};

/** Conditions on a comment; all that are given must hold. */
export type CommentFilter = {
  /** All of these match; true when empty. */
  and?: Array<CommentFilter> | null | undefined;
  /** By the attached files. */
  attachments?: AttachmentListFilter | null | undefined;
  /** By text. */
  content?: StringFilter | null | undefined;
  /** By when it was written. */
  createdAt?: DateTimeFilter | null | undefined;
  /** By author. */
  createdBy?: ActorFilter | null | undefined;
  /** By when it was deleted; to find any, ask for `includeDeleted`. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** By id. */
  id?: IdFilter | null | undefined;
  /** By whether its text was changed. */
  isEdited?: BooleanFilter | null | undefined;
  /** By the issue it was written under. */
  issue?: IssueFilter | null | undefined;
  /** This does not match. */
  not?: CommentFilter | null | undefined;
  /** At least one of these matches; false when empty. */
  or?: Array<CommentFilter> | null | undefined;
  /** By the emoji people reacted with. */
  reactions?: StringListFilter | null | undefined;
  /** By when its text was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** By version. */
  version?: IntFilter | null | undefined;
};

/** Conditions on a list of comments. Deleted ones do not count. */
export type CommentListFilter = {
  /** All items match; true of an empty list. */
  every?: CommentFilter | null | undefined;
  /** The number of items. */
  length?: IntFilter | null | undefined;
  /** No item matches; true of an empty list. */
  none?: CommentFilter | null | undefined;
  /** At least one item matches. */
  some?: CommentFilter | null | undefined;
};

/** Conditions on an instant. A date without a time means the whole day: `lte` takes it in, `gt` begins after it. A duration counts from the moment the operation is received. */
export type DateTimeFilter = {
  /** Is exactly this instant, or within this day. */
  eq?: string | null | undefined;
  /** Is after this instant or day. */
  gt?: string | null | undefined;
  /** Is this instant, within this day, or after it. */
  gte?: string | null | undefined;
  /** Is before this instant or day. */
  lt?: string | null | undefined;
  /** Is this instant, within this day, or before it. */
  lte?: string | null | undefined;
  /** Is any other instant, or outside of this day. */
  neq?: string | null | undefined;
  /** Is null (true) or is not null (false). */
  null?: boolean | null | undefined;
  /** The time zone of dates, and of instants without an offset, by its IANA name such as `Europe/Berlin`; UTC when left out. */
  timeZone?: string | null | undefined;
};

/** Conditions on a file; all that are given must hold. */
export type FileFilter = {
  /** All of these match; true when empty. */
  and?: Array<FileFilter> | null | undefined;
  /** By its attachment. */
  attachment?: AttachmentFilter | null | undefined;
  /** By the id of its attachment. */
  attachmentId?: IdFilter | null | undefined;
  /** By when it was filed. */
  createdAt?: DateTimeFilter | null | undefined;
  /** By who filed it. */
  createdBy?: ActorFilter | null | undefined;
  /** By name. */
  fileName?: StringFilter | null | undefined;
  /** By purpose, such as `troubleshooting_plan`. */
  fileType?: StringFilter | null | undefined;
  /** By id. */
  id?: IdFilter | null | undefined;
  /** By the issue it is filed under. */
  issue?: IssueFilter | null | undefined;
  /** This does not match. */
  not?: FileFilter | null | undefined;
  /** At least one of these matches; false when empty. */
  or?: Array<FileFilter> | null | undefined;
};

/** Conditions on a list of files. */
export type FileListFilter = {
  /** All items match; true of an empty list. */
  every?: FileFilter | null | undefined;
  /** The number of items. */
  length?: IntFilter | null | undefined;
  /** No item matches; true of an empty list. */
  none?: FileFilter | null | undefined;
  /** At least one item matches. */
  some?: FileFilter | null | undefined;
};

/** Conditions on an id. A list may have 1,000 ids; each costs a point. */
export type IdFilter = {
  /** Equals this value. */
  eq?: string | number | null | undefined;
  /** Is one of these values. */
  in?: Array<string | number> | null | undefined;
  /** Differs from this value; null differs from every value. */
  neq?: string | number | null | undefined;
  /** Is none of these values. */
  nin?: Array<string | number> | null | undefined;
  /** Is null (true) or is not null (false). */
  null?: boolean | null | undefined;
};

/** Conditions on a whole number. */
export type IntFilter = {
  /** Equals this value. */
  eq?: number | null | undefined;
  /** Is greater than this number. */
  gt?: number | null | undefined;
  /** Is at least this number. */
  gte?: number | null | undefined;
  /** Is one of these values. */
  in?: Array<number> | null | undefined;
  /** Is less than this number. */
  lt?: number | null | undefined;
  /** Is at most this number. */
  lte?: number | null | undefined;
  /** Differs from this value; null differs from every value. */
  neq?: number | null | undefined;
  /** Is none of these values. */
  nin?: Array<number> | null | undefined;
  /** Is null (true) or is not null (false). */
  null?: boolean | null | undefined;
};

/** Conditions on an issue; all that are given must hold. */
export type IssueFilter = {
  /** All of these match; true when empty. */
  and?: Array<IssueFilter> | null | undefined;
  /** By the files attached directly. */
  attachments?: AttachmentListFilter | null | undefined;
  /** By its comments. */
  comments?: CommentListFilter | null | undefined;
  /** By when it was created. */
  createdAt?: DateTimeFilter | null | undefined;
  /** By who created it. */
  createdBy?: ActorFilter | null | undefined;
  /** By when it was deleted; to find any, ask for `includeDeleted`. */
  deletedAt?: DateTimeFilter | null | undefined;
  /** By its files. */
  files?: FileListFilter | null | undefined;
  /** By fingerprint. */
  fingerprint?: StringFilter | null | undefined;
  /** By id. */
  id?: IdFilter | null | undefined;
  /** By the job run that generated it. */
  jobRunId?: StringFilter | null | undefined;
  /** By when it was filed last. */
  lastSeenAt?: DateTimeFilter | null | undefined;
  /** This does not match. */
  not?: IssueFilter | null | undefined;
  /** By how often it was filed. */
  occurrences?: IntFilter | null | undefined;
  /** At least one of these matches; false when empty. */
  or?: Array<IssueFilter> | null | undefined;
  /** By owner. */
  owner?: ActorFilter | null | undefined;
  /** By priority. */
  priority?: IssuePriorityFilter | null | undefined;
  /** By resolution summary. */
  resolutionSummary?: StringFilter | null | undefined;
  /** By when it was resolved. */
  resolvedAt?: DateTimeFilter | null | undefined;
  /** Every word of this text is a word, or the start of one, in the title, the text of the description, the tags or the comments. Case and the accents of alphabets make no difference. Chinese, Japanese, Korean, Thai and other text without spaces is found by any part of it. White space alone is no filter; a text without letters or digits finds nothing. At most 16 different words, of which the first 64 characters count. */
  search?: string | null | undefined;
  /** By its linked sessions. */
  sessions?: SessionListFilter | null | undefined;
  /** By status. */
  status?: IssueStatusFilter | null | undefined;
  /** By tags. */
  tags?: StringListFilter | null | undefined;
  /** By title. */
  title?: StringFilter | null | undefined;
  /** By when it was last changed. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** By version. */
  version?: IntFilter | null | undefined;
};

/** Conditions on a list of issues. Deleted ones do not count. */
export type IssueListFilter = {
  /** All items match; true of an empty list. */
  every?: IssueFilter | null | undefined;
  /** The number of items. */
  length?: IntFilter | null | undefined;
  /** No item matches; true of an empty list. */
  none?: IssueFilter | null | undefined;
  /** At least one item matches. */
  some?: IssueFilter | null | undefined;
};

/** How urgent an issue is. LOW sorts before MEDIUM, MEDIUM before HIGH. */
export type IssuePriority =
  /** Needs attention first. */
  | 'HIGH'
  /** Can wait. */
  | 'LOW'
  /** Should be dealt with in the ordinary course of work. */
  | 'MEDIUM';

/** Conditions on the priority of an issue. */
export type IssuePriorityFilter = {
  /** Equals this value. */
  eq?: IssuePriority | null | undefined;
  /** Is one of these values. */
  in?: Array<IssuePriority> | null | undefined;
  /** Differs from this value; null differs from every value. */
  neq?: IssuePriority | null | undefined;
  /** Is none of these values. */
  nin?: Array<IssuePriority> | null | undefined;
  /** Is null (true) or is not null (false). */
  null?: boolean | null | undefined;
};

/** How far an issue has come, in workflow order. */
export type IssueStatus =
  /** Being investigated or fixed. */
  | 'IN_PROGRESS'
  /** Identified, and nobody works on it yet. */
  | 'OPEN'
  /** Closed without a fix: not a problem, or not one to solve. */
  | 'REJECTED'
  /** Dealt with; the resolution summary says how. */
  | 'RESOLVED';

/** Conditions on the status of an issue. */
export type IssueStatusFilter = {
  /** Equals this value. */
  eq?: IssueStatus | null | undefined;
  /** Is one of these values. */
  in?: Array<IssueStatus> | null | undefined;
  /** Differs from this value; null differs from every value. */
  neq?: IssueStatus | null | undefined;
  /** Is none of these values. */
  nin?: Array<IssueStatus> | null | undefined;
  /** Is null (true) or is not null (false). */
  null?: boolean | null | undefined;
};

/** Conditions on a whole number that may be beyond 32 bits, such as the size of a file. */
export type SafeIntFilter = {
  /** Equals this value. */
  eq?: number | null | undefined;
  /** Is greater than this number. */
  gt?: number | null | undefined;
  /** Is at least this number. */
  gte?: number | null | undefined;
  /** Is one of these values. */
  in?: Array<number> | null | undefined;
  /** Is less than this number. */
  lt?: number | null | undefined;
  /** Is at most this number. */
  lte?: number | null | undefined;
  /** Differs from this value; null differs from every value. */
  neq?: number | null | undefined;
  /** Is none of these values. */
  nin?: Array<number> | null | undefined;
  /** Is null (true) or is not null (false). */
  null?: boolean | null | undefined;
};

/** Conditions on a session; all that are given must hold. */
export type SessionFilter = {
  /** All of these match; true when empty. */
  and?: Array<SessionFilter> | null | undefined;
  /** By the files that came up in it. */
  attachments?: AttachmentListFilter | null | undefined;
  /** By when it was started. */
  createdAt?: DateTimeFilter | null | undefined;
  /** By who started it. */
  createdBy?: ActorFilter | null | undefined;
  /** By description. */
  description?: StringFilter | null | undefined;
  /** By id. */
  id?: IdFilter | null | undefined;
  /** By whether it is marked with a star. */
  isStarred?: BooleanFilter | null | undefined;
  /** By the issues linked to it. */
  issues?: IssueListFilter | null | undefined;
  /** This does not match. */
  not?: SessionFilter | null | undefined;
  /** At least one of these matches; false when empty. */
  or?: Array<SessionFilter> | null | undefined;
  /** By title. */
  title?: StringFilter | null | undefined;
};

/** Conditions on a list of sessions. */
export type SessionListFilter = {
  /** All items match; true of an empty list. */
  every?: SessionFilter | null | undefined;
  /** The number of items. */
  length?: IntFilter | null | undefined;
  /** No item matches; true of an empty list. */
  none?: SessionFilter | null | undefined;
  /** At least one item matches. */
  some?: SessionFilter | null | undefined;
};

/** Conditions on text. Where case is ignored, so is how accents are encoded. */
export type StringFilter = {
  /** Has this text in it. */
  contains?: string | null | undefined;
  /** Has this text in it, whatever the case. */
  containsIgnoreCase?: string | null | undefined;
  /** Ends with this text. */
  endsWith?: string | null | undefined;
  /** Equals this value. */
  eq?: string | null | undefined;
  /** Equals this text, whatever the case. */
  eqIgnoreCase?: string | null | undefined;
  /** Is one of these values. */
  in?: Array<string> | null | undefined;
  /** Differs from this value; null differs from every value. */
  neq?: string | null | undefined;
  /** Is none of these values. */
  nin?: Array<string> | null | undefined;
  /** Is null (true) or is not null (false). */
  null?: boolean | null | undefined;
  /** Starts with this text. */
  startsWith?: string | null | undefined;
};

/** Conditions on a list of texts. */
export type StringListFilter = {
  /** All items match; true of an empty list. */
  every?: StringFilter | null | undefined;
  /** The number of items. */
  length?: IntFilter | null | undefined;
  /** No item matches; true of an empty list. */
  none?: StringFilter | null | undefined;
  /** At least one item matches. */
  some?: StringFilter | null | undefined;
};

export type BoardChartsQueryVariables = Exact<{
  since: string;
}>;


export type BoardChartsQuery = { issueMetrics: { charts: Array<
      | { __typename: 'MixedChart', chartData: { title: string, labels: Array<string>, series: Array<{ name: string, type: string, data: Array<number>, color: string | null }> } }
      | { __typename: 'PieChart', chartData: { title: string, data: Array<{ label: string, value: number, color: string | null }> } }
    > }, months: Array<{ month: string | null, status: IssueStatus | null, count: number }>, owners: Array<{ owner: string | null, count: number }>, tags: Array<{ tag: string | null, count: number }> };

export type BoardIssuesQueryVariables = Exact<{
  filter?: IssueFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type BoardIssuesQuery = { issues: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, title: string, description: Array<unknown>, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, resolutionSummary: string | null, createdBy: string, createdAt: string, comments: { totalCount: number, nodes: Array<{ id: string, content: string, createdBy: string, createdAt: string, reactions: Array<{ emoji: string, count: number }> }> }, files: { totalCount: number, nodes: Array<{ id: string, fileName: string, fileType: string, attachment: { url: string | null } }> }, sessions: Array<{ id: string, title: string | null }> }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const BoardChartsDocument = new TypedDocumentString(`
    query BoardCharts($since: DateTimeOrDuration!) {
  issueMetrics {
    charts {
      __typename
      ... on PieChart {
        chartData {
          title
          data {
            label
            value
            color
          }
        }
      }
      ... on MixedChart {
        chartData {
          title
          labels
          series {
            name
            type
            data
            color
          }
        }
      }
    }
  }
  months: issueGroups(by: [MONTH, STATUS], filter: {createdAt: {gte: $since}}) {
    month
    status
    count
  }
  owners: issueGroups(by: [OWNER]) {
    owner
    count
  }
  tags: issueGroups(by: [TAG]) {
    tag
    count
  }
}
    `) as unknown as TypedDocumentString<BoardChartsQuery, BoardChartsQueryVariables>;
export const BoardIssuesDocument = new TypedDocumentString(`
    query BoardIssues($filter: IssueFilter, $first: Int, $after: String, $last: Int, $before: String) {
  issues(
    filter: $filter
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    totalCount
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    nodes {
      id
      title
      description
      status
      priority
      tags
      owner
      resolutionSummary
      createdBy
      createdAt
      comments(last: 3) {
        totalCount
        nodes {
          id
          content
          createdBy
          createdAt
          reactions {
            emoji
            count
          }
        }
      }
      files(first: 10) {
        totalCount
        nodes {
          id
          fileName
          fileType
          attachment {
            url
          }
        }
      }
      sessions {
        id
        title
      }
    }
  }
}
    `) as unknown as TypedDocumentString<BoardIssuesQuery, BoardIssuesQueryVariables>;