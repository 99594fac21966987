/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
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

/** A new comment. Null for an optional field means the same as leaving it out. */
export type AddCommentInput = {
  /** Files to attach, at most 10, by attachment id. */
  attachmentIds?: Array<string | number> | null | undefined;
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** The text, 1 to 10,000 characters, not only white space. */
  content: string;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** The issue to write under. */
  issueId: string | number;
};

/** A reaction of yours to add. To add it twice changes nothing. */
export type AddReactionInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** The comment to react to. */
  commentId: string | number;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** One emoji, such as 👍, or its name, such as `:thumbsup:`. */
  emoji: string;
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

/** What was done to an object. */
export type ChangeAction =
  /** The object came into being. */
  | 'CREATED'
  /** The object was deleted. */
  | 'DELETED'
  /** The object was deleted before and is gone for good, with its texts in the log. */
  | 'PURGED'
  /** Changes before this one are no longer in the log: read anew what you keep. */
  | 'RESET'
  /** The object was deleted before and is back. */
  | 'RESTORED'
  /** Some of its fields or links were changed. */
  | 'UPDATED';

/** Conditions on what was done. */
export type ChangeActionFilter = {
  /** Equals this value. */
  eq?: ChangeAction | null | undefined;
  /** Is one of these values. */
  in?: Array<ChangeAction> | null | undefined;
  /** Differs from this value; null differs from every value. */
  neq?: ChangeAction | null | undefined;
  /** Is none of these values. */
  nin?: Array<ChangeAction> | null | undefined;
  /** Is null (true) or is not null (false). */
  null?: boolean | null | undefined;
};

/** Conditions on a change; all that are given must hold. A RESET always matches. */
export type ChangeFilter = {
  /** By what was done. */
  action?: ChangeActionFilter | null | undefined;
  /** By who did it. */
  actor?: ActorFilter | null | undefined;
  /** All of these match; true when empty. */
  and?: Array<ChangeFilter> | null | undefined;
  /** By when it was done. */
  at?: DateTimeFilter | null | undefined;
  /** By the names of the fields that were changed. */
  fields?: StringListFilter | null | undefined;
  /** By that issue as it is now, even if it is deleted; a change of no issue does not match. */
  issue?: IssueFilter | null | undefined;
  /** By the issue that object belongs to, or is. */
  issueId?: IdFilter | null | undefined;
  /** This does not match. */
  not?: ChangeFilter | null | undefined;
  /** By the object it was done to. */
  objectId?: IdFilter | null | undefined;
  /** By the kind of object it was done to. */
  objectType?: ObjectTypeFilter | null | undefined;
  /** At least one of these matches; false when empty. */
  or?: Array<ChangeFilter> | null | undefined;
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

/** A new issue. Null for an optional field means the same as leaving it out. */
export type CreateIssueInput = {
  /** Attachments to link, at most 100. */
  attachmentIds?: Array<string | number> | null | undefined;
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** When it was created elsewhere, to the millisecond; only an admin may say this. */
  createdAt?: string | null | undefined;
  /** Who created it elsewhere; only an admin may say this. */
  createdBy?: string | null | undefined;
  /** Structured content blocks, each a JSON object. */
  description?: Array<unknown> | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** Text that tells it from all others, 1 to 200 characters; CONFLICT when an issue has it. */
  fingerprint?: string | null | undefined;
  /** The job run that generated it, 1 to 200 characters. */
  jobRunId?: string | null | undefined;
  /** Who is to deal with it; `Unassigned` when left out. */
  owner?: string | null | undefined;
  /** How urgent it is; LOW when left out. */
  priority?: IssuePriority | null | undefined;
  /** How it was resolved, at most 10,000 characters. */
  resolutionSummary?: string | null | undefined;
  /** Sessions to link, at most 100. */
  sessionIds?: Array<string | number> | null | undefined;
  /** How far it has come; OPEN when left out. */
  status?: IssueStatus | null | undefined;
  /** Labels, at most 100 of 1 to 100 characters; duplicates are dropped. */
  tags?: Array<string> | null | undefined;
  /** Short description of the finding, 1 to 1,000 characters. */
  title: string;
};

/** A new webhook. It receives changes from now on. */
export type CreateWebhookInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** Send only changes that match. */
  filter?: ChangeFilter | null | undefined;
  /** Identifier of a registered query with the variable `$issueId: ID`, whose answer becomes the `data` of each message in place of the change. */
  operation?: string | null | undefined;
  /** The key that signs: `whsec_` and the base64 of 24 to 64 bytes. Without it one is made. */
  secret?: string | null | undefined;
  /** An https or http address that takes POST. */
  url: string;
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

/** The comment to delete. Only its author or an admin may delete it. */
export type DeleteCommentInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** Refuse with CONFLICT unless this is the object's present `version`, so that nobody's change is overwritten unseen. */
  expectedVersion?: number | null | undefined;
  /** The comment to delete. */
  id: string | number;
  /** Refuse with NOT_FOUND unless the comment is one of this issue. */
  issueId?: string | number | null | undefined;
};

/** The issue to delete. `restoreIssue` brings it back. */
export type DeleteIssueInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** Refuse with CONFLICT unless this is the object's present `version`, so that nobody's change is overwritten unseen. */
  expectedVersion?: number | null | undefined;
  /** The issue to delete. */
  id: string | number;
};

/** The webhook to delete, with its deliveries. */
export type DeleteWebhookInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** The webhook to delete. */
  id: string | number;
};

/** Whether a message of a webhook has arrived. */
export type DeliveryStatus =
  /** The receiver has answered with a status of 200 to 299. */
  | 'DELIVERED'
  /** It did not arrive, and its webhook is disabled. */
  | 'FAILED'
  /** It waits to be sent, for the first time or again. */
  | 'PENDING';

/** Behaviour of a change of many objects when some of them cannot be changed. */
export type ErrorPolicy =
  /** Change none of them. */
  | 'REJECT_ALL'
  /** Leave those out and change the others. */
  | 'REJECT_FAILED';

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

/** One key to order issues by. */
export type IssueOrder = {
  /** Which way to order. */
  direction?: OrderDirection;
  /** The field to order by. */
  field: IssueOrderField;
  /** Where to put objects without a value; last when left out. */
  nulls?: NullsOrder | null | undefined;
};

/** Fields that issues can be ordered by. Text orders by code point. */
export type IssueOrderField =
  /** By the number of its comments, without the deleted ones. */
  | 'COMMENTS_COUNT'
  /** By when it was created. */
  | 'CREATED_AT'
  /** By who created it. */
  | 'CREATED_BY'
  /** By when it was deleted. */
  | 'DELETED_AT'
  /** By fingerprint. */
  | 'FINGERPRINT'
  /** By id. */
  | 'ID'
  /** By the job run that generated it. */
  | 'JOB_RUN_ID'
  /** By when it was filed last. */
  | 'LAST_SEEN_AT'
  /** By how often it was filed. */
  | 'OCCURRENCES'
  /** By owner. */
  | 'OWNER'
  /** Low before medium, medium before high. */
  | 'PRIORITY'
  /** By resolution summary. */
  | 'RESOLUTION_SUMMARY'
  /** By when it was resolved. */
  | 'RESOLVED_AT'
  /** In workflow order: open, in progress, resolved, rejected. */
  | 'STATUS'
  /** By title. */
  | 'TITLE'
  /** By when it was last changed. */
  | 'UPDATED_AT'
  /** By version. */
  | 'VERSION';

/** Changes to an issue. What is left out stays as it is. */
export type IssuePatchInput = {
  /** Attachments to link instead of the present ones, at most 100; not null. */
  attachmentIds?: Array<string | number> | null | undefined;
  /** New content blocks, each a JSON object, instead of the present ones; not null. */
  description?: Array<unknown> | null | undefined;
  /** New job run; null removes it. */
  jobRunId?: string | null | undefined;
  /** New owner; not null. */
  owner?: string | null | undefined;
  /** New priority; null removes it. */
  priority?: IssuePriority | null | undefined;
  /** New resolution summary; null removes it. */
  resolutionSummary?: string | null | undefined;
  /** Sessions to link instead of the present ones, at most 100; not null. */
  sessionIds?: Array<string | number> | null | undefined;
  /** New status; null removes it. */
  status?: IssueStatus | null | undefined;
  /** New labels instead of the present ones; not null. */
  tags?: Array<string> | null | undefined;
  /** New title, 1 to 1,000 characters; not null. */
  title?: string | null | undefined;
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

/** Attachments to link to an issue, after those that are linked already. */
export type LinkAttachmentsInput = {
  /** The attachments to link. */
  attachmentIds: Array<string | number>;
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** The issue to link to. */
  issueId: string | number;
};

/** Where objects without a value go in an ordered list. */
export type NullsOrder =
  /** Before all others. */
  | 'FIRST'
  /** After all others. */
  | 'LAST';

/** The kinds of object whose changes are recorded. */
export type ObjectType =
  /** An `Attachment`. */
  | 'ATTACHMENT'
  /** A `Comment`. */
  | 'COMMENT'
  /** A `File`. */
  | 'FILE'
  /** An `Issue`. */
  | 'ISSUE'
  /** The log itself, of which the beginning was trimmed; its id is all zeros. */
  | 'LOG'
  /** A `Session`. */
  | 'SESSION';

/** Conditions on the kind of object. */
export type ObjectTypeFilter = {
  /** Equals this value. */
  eq?: ObjectType | null | undefined;
  /** Is one of these values. */
  in?: Array<ObjectType> | null | undefined;
  /** Differs from this value; null differs from every value. */
  neq?: ObjectType | null | undefined;
  /** Is none of these values. */
  nin?: Array<ObjectType> | null | undefined;
  /** Is null (true) or is not null (false). */
  null?: boolean | null | undefined;
};

/** Which way a list is ordered. */
export type OrderDirection =
  /** From the smallest, the earliest or A. */
  | 'ASC'
  /** From the largest, the latest or Z. */
  | 'DESC';

/** The message to send again. */
export type RedeliverInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** The delivery to send again, as it was. */
  deliveryId: string | number;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
};

/** A reaction of yours to remove. To remove one that is not there changes nothing. */
export type RemoveReactionInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** The comment to remove the reaction from. */
  commentId: string | number;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** One emoji, such as 👍, or its name, such as `:thumbsup:`. */
  emoji: string;
};

/** The deleted issue to bring back. */
export type RestoreIssueInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** Refuse with CONFLICT unless this is the object's present `version`, so that nobody's change is overwritten unseen. */
  expectedVersion?: number | null | undefined;
  /** The issue to restore. */
  id: string | number;
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

/** The webhook to try. */
export type TestWebhookInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** The webhook to send a message of the type `test` to. */
  id: string | number;
};

/** What a token permits. Each scope includes the ones before it. */
export type TokenScope =
  /** Changing and deleting the comments of others too. */
  | 'ADMIN'
  /** Queries and subscriptions. */
  | 'READ'
  /** Mutations too. */
  | 'WRITE';

/** A new text for a comment. Only its author or an admin may change it. */
export type UpdateCommentInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** The new text, 1 to 10,000 characters, not only white space. */
  content: string;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** Refuse with CONFLICT unless this is the object's present `version`, so that nobody's change is overwritten unseen. */
  expectedVersion?: number | null | undefined;
  /** The comment to change. */
  id: string | number;
  /** Refuse with NOT_FOUND unless the comment is one of this issue. */
  issueId?: string | number | null | undefined;
};

/** Changes to an issue. What is left out stays as it is. */
export type UpdateIssueInput = {
  /** Attachments to link instead of the present ones, at most 100; not null. */
  attachmentIds?: Array<string | number> | null | undefined;
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** New content blocks, each a JSON object, instead of the present ones; not null. */
  description?: Array<unknown> | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** Refuse with CONFLICT unless this is the object's present `version`, so that nobody's change is overwritten unseen. */
  expectedVersion?: number | null | undefined;
  /** The issue to change. */
  id: string | number;
  /** New job run; null removes it. */
  jobRunId?: string | null | undefined;
  /** Accept an older `expectedVersion` if others have changed other fields only. */
  mergeDisjoint?: boolean | null | undefined;
  /** New owner; not null. */
  owner?: string | null | undefined;
  /** New priority; null removes it. */
  priority?: IssuePriority | null | undefined;
  /** New resolution summary; null removes it. */
  resolutionSummary?: string | null | undefined;
  /** Sessions to link instead of the present ones, at most 100; not null. */
  sessionIds?: Array<string | number> | null | undefined;
  /** New status; null removes it. */
  status?: IssueStatus | null | undefined;
  /** New labels instead of the present ones; not null. */
  tags?: Array<string> | null | undefined;
  /** New title, 1 to 1,000 characters; not null. */
  title?: string | null | undefined;
};

/** One change of several issues in one transaction: `ids`, or a `filter` with its count. */
export type UpdateIssuesInput = {
  /** Labels to add, each 1 to 100 characters. */
  addTags?: Array<string> | null | undefined;
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** What to do when some of the items cannot be carried out. */
  errorPolicy?: ErrorPolicy;
  /** How many issues match the filter; refused with CONFLICT when it is another number. */
  expectedCount?: number | null | undefined;
  /** The issues that match, at most 1,000. */
  filter?: IssueFilter | null | undefined;
  /** The issues, 1 to 1,000, none of them twice. */
  ids?: Array<string | number> | null | undefined;
  /** What to set in each of them. */
  patch: IssuePatchInput;
  /** Labels to remove. */
  removeTags?: Array<string> | null | undefined;
};

/** Changes to a webhook. What is left out stays as it is. */
export type UpdateWebhookInput = {
  /** Any text of yours; the payload answers it unchanged. */
  clientMutationId?: string | null | undefined;
  /** Do everything, answer the payload, then roll it back: nothing is stored, logged or sent. An `Idempotency-Key` has no effect. */
  dryRun?: boolean | null | undefined;
  /** New filter; null sends all changes. */
  filter?: ChangeFilter | null | undefined;
  /** The webhook to change. */
  id: string | number;
  /** False stops sending; true resumes with all waiting messages, in order. */
  isEnabled?: boolean | null | undefined;
  /** New operation; null sends the change itself. */
  operation?: string | null | undefined;
  /** New key; not null. */
  secret?: string | null | undefined;
  /** New address; not null. */
  url?: string | null | undefined;
};

/** Why a mutation was refused. */
export type UserErrorCode =
  /** The object has changed since the version the input expects. */
  | 'CONFLICT'
  /** You may not do this. */
  | 'FORBIDDEN'
  /** A value breaks a rule. */
  | 'INVALID'
  /** An object named by the input does not exist. */
  | 'NOT_FOUND'
  /** A value is larger than allowed. */
  | 'TOO_LARGE';

export type BoardViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type BoardViewerQuery = { viewer: { email: string, author: string, scope: TokenScope }, newest: { nodes: Array<{ cursor: string }> } };

export type BoardStartFragment = { viewer: { email: string, author: string, scope: TokenScope }, newest: { nodes: Array<{ cursor: string }> } };

export type BoardChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type BoardChoicesQuery = { owners: Array<{ owner: string | null, count: number }>, tags: Array<{ tag: string | null, count: number }> };

export type BoardChangesSubscriptionVariables = Exact<{
  after?: string | null | undefined;
}>;


export type BoardChangesSubscription = { changes: { cursor: string, action: ChangeAction, objectType: ObjectType, objectId: string, issueId: string | null, actor: string, object:
      | { __typename: 'Attachment' }
      | { __typename: 'Comment', id: string, content: string, createdBy: string, createdAt: string, isEdited: boolean, isDeleted: boolean, version: number, reactions: Array<{ emoji: string, count: number, users: Array<string>, viewerHasReacted: boolean }>, attachments: Array<{ id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string }> }
      | { __typename: 'File' }
      | { __typename: 'Issue', description: Array<unknown>, resolutionSummary: string | null, id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> }
      | { __typename: 'Session' }
     | null } };

export type IssueRowFragment = { id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> };

export type CommentItemFragment = { id: string, content: string, createdBy: string, createdAt: string, isEdited: boolean, isDeleted: boolean, version: number, reactions: Array<{ emoji: string, count: number, users: Array<string>, viewerHasReacted: boolean }>, attachments: Array<{ id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string }> };

export type AttachmentItemFragment = { id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string };

export type PaletteIssuesQueryVariables = Exact<{
  search: string;
}>;


export type PaletteIssuesQuery = { issues: { nodes: Array<{ id: string, title: string }> } };

export type BoardChartsQueryVariables = Exact<{
  since: string;
}>;


export type BoardChartsQuery = { issueMetrics: { charts: Array<
      | { __typename: 'MixedChart', chartData: { title: string, labels: Array<string>, series: Array<{ name: string, type: string, data: Array<number>, color: string | null }> } }
      | { __typename: 'PieChart', chartData: { title: string, data: Array<{ label: string, value: number, color: string | null }> } }
    > }, months: Array<{ month: string | null, status: IssueStatus | null, count: number }>, owners: Array<{ owner: string | null, count: number }>, tags: Array<{ tag: string | null, count: number }> };

export type IssuePageQueryVariables = Exact<{
  id: string | number;
}>;


export type IssuePageQuery = { issue: { description: Array<unknown>, resolutionSummary: string | null, jobRunId: string | null, id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, sessions: Array<{ id: string, title: string | null, createdBy: string, createdAt: string }>, attachments: Array<{ id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string }>, sessionAttachments: Array<{ id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string }>, allFiles: { totalCount: number, nodes: Array<{ id: string, fileName: string, fileType: string, createdAt: string, attachment: { id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string } }> }, thread: { totalCount: number, pageInfo: { hasPreviousPage: boolean, startCursor: string | null }, nodes: Array<{ id: string, content: string, createdBy: string, createdAt: string, isEdited: boolean, isDeleted: boolean, version: number, reactions: Array<{ emoji: string, count: number, users: Array<string>, viewerHasReacted: boolean }>, attachments: Array<{ id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string }> }> }, history: { totalCount: number, nodes: Array<{ cursor: string, action: ChangeAction, objectType: ObjectType, fields: Array<string>, patch: unknown, before: unknown, actor: string, at: string }> }, comments: { totalCount: number }, files: { totalCount: number } } | null };

export type EarlierCommentsQueryVariables = Exact<{
  id: string | number;
  before: string;
}>;


export type EarlierCommentsQuery = { issue: { id: string, comments: { totalCount: number, pageInfo: { hasPreviousPage: boolean, startCursor: string | null }, nodes: Array<{ id: string, content: string, createdBy: string, createdAt: string, isEdited: boolean, isDeleted: boolean, version: number, reactions: Array<{ emoji: string, count: number, users: Array<string>, viewerHasReacted: boolean }>, attachments: Array<{ id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string }> }> } } | null };

export type LatestChangesQueryVariables = Exact<{
  id: string | number;
}>;


export type LatestChangesQuery = { issue: { id: string, history: { nodes: Array<{ cursor: string, actor: string, fields: Array<string> }> } } | null };

export type AttachmentTextQueryVariables = Exact<{
  id: string | number;
  length: number;
}>;


export type AttachmentTextQuery = { attachmentText: { text: string } | null };

export type AttachmentTailQueryVariables = Exact<{
  id: string | number;
  lines: number;
}>;


export type AttachmentTailQuery = { attachmentTail: { text: string, offset: number } | null };

export type AttachmentGrepQueryVariables = Exact<{
  id: string | number;
  pattern: string;
}>;


export type AttachmentGrepQuery = { attachmentGrep: { truncated: boolean, matches: Array<{ number: number, line: string }> } };

export type UpdateCommentMutationVariables = Exact<{
  input: UpdateCommentInput;
}>;


export type UpdateCommentMutation = { updateComment: { comment: { id: string, content: string, createdBy: string, createdAt: string, isEdited: boolean, isDeleted: boolean, version: number, reactions: Array<{ emoji: string, count: number, users: Array<string>, viewerHasReacted: boolean }>, attachments: Array<{ id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type DeleteCommentMutationVariables = Exact<{
  input: DeleteCommentInput;
}>;


export type DeleteCommentMutation = { deleteComment: { comment: { id: string, content: string, createdBy: string, createdAt: string, isEdited: boolean, isDeleted: boolean, version: number, reactions: Array<{ emoji: string, count: number, users: Array<string>, viewerHasReacted: boolean }>, attachments: Array<{ id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type AddReactionMutationVariables = Exact<{
  input: AddReactionInput;
}>;


export type AddReactionMutation = { addReaction: { comment: { id: string, reactions: Array<{ emoji: string, count: number, users: Array<string>, viewerHasReacted: boolean }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type RemoveReactionMutationVariables = Exact<{
  input: RemoveReactionInput;
}>;


export type RemoveReactionMutation = { removeReaction: { comment: { id: string, reactions: Array<{ emoji: string, count: number, users: Array<string>, viewerHasReacted: boolean }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type DeleteIssueMutationVariables = Exact<{
  input: DeleteIssueInput;
}>;


export type DeleteIssueMutation = { deleteIssue: { deletedId: string | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type RestoreIssueMutationVariables = Exact<{
  input: RestoreIssueInput;
}>;


export type RestoreIssueMutation = { restoreIssue: { issue: { id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type LinkAttachmentsMutationVariables = Exact<{
  input: LinkAttachmentsInput;
}>;


export type LinkAttachmentsMutation = { linkAttachments: { issue: { id: string, version: number, attachments: Array<{ id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type UpdateIssuesMutationVariables = Exact<{
  input: UpdateIssuesInput;
}>;


export type UpdateIssuesMutation = { updateIssues: { count: number, results: Array<{ index: number, issue: { id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> } | null, userErrors: Array<{ message: string }> }>, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type IssueListQueryVariables = Exact<{
  filter?: IssueFilter | null | undefined;
  orderBy?: Array<IssueOrder> | IssueOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type IssueListQuery = { issues: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> }> }, viewer: { email: string, author: string, scope: TokenScope }, newest: { nodes: Array<{ cursor: string }> } };

export type IssueColumnsQueryVariables = Exact<{
  open: IssueFilter;
  inProgress: IssueFilter;
  resolved: IssueFilter;
  rejected: IssueFilter;
  orderBy?: Array<IssueOrder> | IssueOrder | null | undefined;
}>;


export type IssueColumnsQuery = { open: { totalCount: number, nodes: Array<{ id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> }> }, inProgress: { totalCount: number, nodes: Array<{ id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> }> }, resolved: { totalCount: number, nodes: Array<{ id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> }> }, rejected: { totalCount: number, nodes: Array<{ id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> }> } };

export type UpdateIssueMutationVariables = Exact<{
  input: UpdateIssueInput;
}>;


export type UpdateIssueMutation = { updateIssue: { issue: { description: Array<unknown>, resolutionSummary: string | null, id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode, conflicts: Array<{ field: string, base: unknown, yours: unknown, theirs: unknown }> }> } };

export type IssueTableQueryVariables = Exact<{
  filter?: IssueFilter | null | undefined;
  orderBy?: Array<IssueOrder> | IssueOrder | null | undefined;
  status: boolean;
  priority: boolean;
  owner: boolean;
  tags: boolean;
  created: boolean;
  updated: boolean;
  evidence: boolean;
}>;


export type IssueTableQuery = { issues: { nodes: Array<{ id: string, title: string, status?: IssueStatus | null, priority?: IssuePriority | null, owner?: string, tags?: Array<string>, createdAt?: string, updatedAt?: string, comments?: { totalCount: number }, files?: { totalCount: number } }> } };

export type AddCommentMutationVariables = Exact<{
  input: AddCommentInput;
}>;


export type AddCommentMutation = { addComment: { comment: { id: string, content: string, createdBy: string, createdAt: string, isEdited: boolean, isDeleted: boolean, version: number, reactions: Array<{ emoji: string, count: number, users: Array<string>, viewerHasReacted: boolean }>, attachments: Array<{ id: string, name: string, title: string | null, type: string, mediaType: string | null, size: number | null, url: string | null, createdBy: string, createdAt: string }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type CreateIssueMutationVariables = Exact<{
  input: CreateIssueInput;
}>;


export type CreateIssueMutation = { createIssue: { issue: { id: string, title: string, status: IssueStatus | null, priority: IssuePriority | null, tags: Array<string>, owner: string, createdBy: string, createdAt: string, updatedAt: string, version: number, comments: { totalCount: number }, files: { totalCount: number }, attachments: Array<{ id: string }> } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type WebhookListQueryVariables = Exact<{ [key: string]: never; }>;


export type WebhookListQuery = { webhooks: { totalCount: number, nodes: Array<{ id: string, url: string, filter: unknown, operation: string | null, createdBy: string, createdAt: string, isEnabled: boolean, disabledReason: string | null, pending: number, deliveries: { nodes: Array<{ id: string, status: DeliveryStatus, attemptedAt: string | null }> } }> } };

export type WebhookPageQueryVariables = Exact<{
  id: string | number;
  first: number;
  after?: string | null | undefined;
}>;


export type WebhookPageQuery = { webhook: { id: string, url: string, filter: unknown, operation: string | null, createdBy: string, createdAt: string, isEnabled: boolean, disabledReason: string | null, pending: number, deliveries: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, messageId: string, status: DeliveryStatus, attempts: number, createdAt: string, attemptedAt: string | null, nextAttemptAt: string | null, responseStatus: number | null, response: string | null, error: string | null, payload: unknown }> } } | null };

export type WebhookFactsFragment = { id: string, url: string, filter: unknown, operation: string | null, createdBy: string, createdAt: string, isEnabled: boolean, disabledReason: string | null, pending: number };

export type DeliveryItemFragment = { id: string, messageId: string, status: DeliveryStatus, attempts: number, createdAt: string, attemptedAt: string | null, nextAttemptAt: string | null, responseStatus: number | null, response: string | null, error: string | null, payload: unknown };

export type CreateWebhookMutationVariables = Exact<{
  input: CreateWebhookInput;
}>;


export type CreateWebhookMutation = { createWebhook: { secret: string | null, webhook: { id: string, url: string, filter: unknown, operation: string | null, createdBy: string, createdAt: string, isEnabled: boolean, disabledReason: string | null, pending: number } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type UpdateWebhookMutationVariables = Exact<{
  input: UpdateWebhookInput;
}>;


export type UpdateWebhookMutation = { updateWebhook: { webhook: { id: string, url: string, filter: unknown, operation: string | null, createdBy: string, createdAt: string, isEnabled: boolean, disabledReason: string | null, pending: number } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type DeleteWebhookMutationVariables = Exact<{
  input: DeleteWebhookInput;
}>;


export type DeleteWebhookMutation = { deleteWebhook: { deletedId: string | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type TestWebhookMutationVariables = Exact<{
  input: TestWebhookInput;
}>;


export type TestWebhookMutation = { testWebhook: { delivery: { id: string, messageId: string, status: DeliveryStatus, attempts: number, createdAt: string, attemptedAt: string | null, nextAttemptAt: string | null, responseStatus: number | null, response: string | null, error: string | null, payload: unknown } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export type RedeliverMutationVariables = Exact<{
  input: RedeliverInput;
}>;


export type RedeliverMutation = { redeliver: { delivery: { id: string, messageId: string, status: DeliveryStatus, attempts: number, createdAt: string, attemptedAt: string | null, nextAttemptAt: string | null, responseStatus: number | null, response: string | null, error: string | null, payload: unknown } | null, userErrors: Array<{ field: Array<string> | null, message: string, code: UserErrorCode }> } };

export const BoardStartFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BoardStart"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"newest"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]}}]}}]} as unknown as DocumentNode<BoardStartFragment, unknown>;
export const IssueRowFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssueRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Issue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<IssueRowFragment, unknown>;
export const AttachmentItemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<AttachmentItemFragment, unknown>;
export const CommentItemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CommentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Comment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"isDeleted"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"users"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<CommentItemFragment, unknown>;
export const WebhookFactsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"disabledReason"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}}]}}]} as unknown as DocumentNode<WebhookFactsFragment, unknown>;
export const DeliveryItemFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeliveryItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDelivery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"responseStatus"}},{"kind":"Field","name":{"kind":"Name","value":"response"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}}]}}]} as unknown as DocumentNode<DeliveryItemFragment, unknown>;
export const BoardViewerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BoardViewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BoardStart"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BoardStart"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"newest"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]}}]}}]} as unknown as DocumentNode<BoardViewerQuery, BoardViewerQueryVariables>;
export const BoardChoicesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BoardChoices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"owners"},"name":{"kind":"Name","value":"issueGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"OWNER"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"tags"},"name":{"kind":"Name","value":"issueGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"TAG"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<BoardChoicesQuery, BoardChoicesQueryVariables>;
export const BoardChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"BoardChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"objectType"}},{"kind":"Field","name":{"kind":"Name","value":"objectId"}},{"kind":"Field","name":{"kind":"Name","value":"issueId"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"object"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Issue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"resolutionSummary"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Comment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CommentItem"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssueRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Issue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CommentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Comment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"isDeleted"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"users"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}}]}}]} as unknown as DocumentNode<BoardChangesSubscription, BoardChangesSubscriptionVariables>;
export const PaletteIssuesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PaletteIssues"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"8"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]}}]} as unknown as DocumentNode<PaletteIssuesQuery, PaletteIssuesQueryVariables>;
export const BoardChartsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BoardCharts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"since"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DateTimeOrDuration"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issueMetrics"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"charts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"PieChart"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"chartData"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"data"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"label"}},{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"color"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MixedChart"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"chartData"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"labels"}},{"kind":"Field","name":{"kind":"Name","value":"series"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"color"}}]}}]}}]}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"months"},"name":{"kind":"Name","value":"issueGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"MONTH"},{"kind":"EnumValue","value":"STATUS"}]}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"createdAt"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"gte"},"value":{"kind":"Variable","name":{"kind":"Name","value":"since"}}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"month"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"owners"},"name":{"kind":"Name","value":"issueGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"OWNER"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"tags"},"name":{"kind":"Name","value":"issueGroups"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"TAG"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tag"}},{"kind":"Field","name":{"kind":"Name","value":"count"}}]}}]}}]} as unknown as DocumentNode<BoardChartsQuery, BoardChartsQueryVariables>;
export const IssuePageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IssuePage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"resolutionSummary"}},{"kind":"Field","name":{"kind":"Name","value":"jobRunId"}},{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"sessionAttachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"allFiles"},"name":{"kind":"Name","value":"files"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"fileName"}},{"kind":"Field","name":{"kind":"Name","value":"fileType"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"attachment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"thread"},"name":{"kind":"Name","value":"comments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"includeDeleted"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CommentItem"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"objectType"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"patch"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"at"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssueRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Issue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CommentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Comment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"isDeleted"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"users"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}}]}}]} as unknown as DocumentNode<IssuePageQuery, IssuePageQueryVariables>;
export const EarlierCommentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"EarlierComments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}},{"kind":"Argument","name":{"kind":"Name","value":"includeDeleted"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CommentItem"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CommentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Comment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"isDeleted"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"users"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}}]}}]} as unknown as DocumentNode<EarlierCommentsQuery, EarlierCommentsQueryVariables>;
export const LatestChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"LatestChanges"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"actor"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}}]}}]}}]}}]}}]} as unknown as DocumentNode<LatestChangesQuery, LatestChangesQueryVariables>;
export const AttachmentTextDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AttachmentText"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"length"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachmentText"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"length"},"value":{"kind":"Variable","name":{"kind":"Name","value":"length"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}}]}}]}}]} as unknown as DocumentNode<AttachmentTextQuery, AttachmentTextQueryVariables>;
export const AttachmentTailDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AttachmentTail"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"lines"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachmentTail"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"lines"},"value":{"kind":"Variable","name":{"kind":"Name","value":"lines"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"offset"}}]}}]}}]} as unknown as DocumentNode<AttachmentTailQuery, AttachmentTailQueryVariables>;
export const AttachmentGrepDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"AttachmentGrep"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"pattern"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"attachmentGrep"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"ListValue","values":[{"kind":"Variable","name":{"kind":"Name","value":"id"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"pattern"},"value":{"kind":"Variable","name":{"kind":"Name","value":"pattern"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"matches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"line"}}]}},{"kind":"Field","name":{"kind":"Name","value":"truncated"}}]}}]}}]} as unknown as DocumentNode<AttachmentGrepQuery, AttachmentGrepQueryVariables>;
export const UpdateCommentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateComment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateCommentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateComment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CommentItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CommentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Comment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"isDeleted"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"users"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}}]}}]} as unknown as DocumentNode<UpdateCommentMutation, UpdateCommentMutationVariables>;
export const DeleteCommentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteComment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteCommentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteComment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CommentItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CommentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Comment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"isDeleted"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"users"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}}]}}]} as unknown as DocumentNode<DeleteCommentMutation, DeleteCommentMutationVariables>;
export const AddReactionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddReaction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddReactionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addReaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"users"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<AddReactionMutation, AddReactionMutationVariables>;
export const RemoveReactionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RemoveReaction"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RemoveReactionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"removeReaction"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"users"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<RemoveReactionMutation, RemoveReactionMutationVariables>;
export const DeleteIssueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteIssue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteIssueInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteIssue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteIssueMutation, DeleteIssueMutationVariables>;
export const RestoreIssueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RestoreIssue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RestoreIssueInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"restoreIssue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssueRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Issue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<RestoreIssueMutation, RestoreIssueMutationVariables>;
export const LinkAttachmentsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"LinkAttachments"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LinkAttachmentsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"linkAttachments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}}]} as unknown as DocumentNode<LinkAttachmentsMutation, LinkAttachmentsMutationVariables>;
export const UpdateIssuesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateIssues"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateIssuesInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateIssues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"issue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssueRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Issue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<UpdateIssuesMutation, UpdateIssuesMutationVariables>;
export const IssueListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IssueList"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueOrder"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BoardStart"}},{"kind":"Field","name":{"kind":"Name","value":"issues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BoardStart"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Query"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"author"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"newest"},"name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssueRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Issue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<IssueListQuery, IssueListQueryVariables>;
export const IssueColumnsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IssueColumns"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"open"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"inProgress"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"resolved"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rejected"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueOrder"}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"open"},"name":{"kind":"Name","value":"issues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"open"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"inProgress"},"name":{"kind":"Name","value":"issues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"inProgress"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"resolved"},"name":{"kind":"Name","value":"issues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"resolved"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"rejected"},"name":{"kind":"Name","value":"issues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rejected"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssueRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Issue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<IssueColumnsQuery, IssueColumnsQueryVariables>;
export const UpdateIssueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateIssue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateIssueInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateIssue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}},{"kind":"Field","name":{"kind":"Name","value":"description"}},{"kind":"Field","name":{"kind":"Name","value":"resolutionSummary"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"conflicts"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"base"}},{"kind":"Field","name":{"kind":"Name","value":"yours"}},{"kind":"Field","name":{"kind":"Name","value":"theirs"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssueRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Issue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<UpdateIssueMutation, UpdateIssueMutationVariables>;
export const IssueTableDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"IssueTable"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueOrder"}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"status"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"priority"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"owner"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"tags"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"created"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"updated"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"evidence"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Boolean"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issues"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"status"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"priority"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"priority"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"owner"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"owner"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"tags"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"tags"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"createdAt"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"created"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"updated"}}}]}]},{"kind":"Field","name":{"kind":"Name","value":"comments"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"evidence"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"directives":[{"kind":"Directive","name":{"kind":"Name","value":"include"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"if"},"value":{"kind":"Variable","name":{"kind":"Name","value":"evidence"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}}]}}]}}]}}]} as unknown as DocumentNode<IssueTableQuery, IssueTableQueryVariables>;
export const AddCommentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddComment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddCommentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addComment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"comment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CommentItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AttachmentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Attachment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"mediaType"}},{"kind":"Field","name":{"kind":"Name","value":"size"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CommentItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Comment"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"content"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEdited"}},{"kind":"Field","name":{"kind":"Name","value":"isDeleted"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"reactions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"emoji"}},{"kind":"Field","name":{"kind":"Name","value":"count"}},{"kind":"Field","name":{"kind":"Name","value":"users"}},{"kind":"Field","name":{"kind":"Name","value":"viewerHasReacted"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AttachmentItem"}}]}}]}}]} as unknown as DocumentNode<AddCommentMutation, AddCommentMutationVariables>;
export const CreateIssueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateIssue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateIssueInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createIssue"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"IssueRow"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"IssueRow"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Issue"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"priority"}},{"kind":"Field","name":{"kind":"Name","value":"tags"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"updatedAt"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"comments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"files"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"attachments"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<CreateIssueMutation, CreateIssueMutationVariables>;
export const WebhookListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebhookList"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhooks"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFacts"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attemptedAt"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"disabledReason"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}}]}}]} as unknown as DocumentNode<WebhookListQuery, WebhookListQueryVariables>;
export const WebhookPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WebhookPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFacts"}},{"kind":"Field","name":{"kind":"Name","value":"deliveries"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeliveryItem"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"disabledReason"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeliveryItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDelivery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"responseStatus"}},{"kind":"Field","name":{"kind":"Name","value":"response"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}}]}}]} as unknown as DocumentNode<WebhookPageQuery, WebhookPageQueryVariables>;
export const CreateWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFacts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"secret"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"disabledReason"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}}]}}]} as unknown as DocumentNode<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const UpdateWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdateWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdateWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updateWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"webhook"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"WebhookFacts"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"WebhookFacts"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Webhook"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"url"}},{"kind":"Field","name":{"kind":"Name","value":"filter"}},{"kind":"Field","name":{"kind":"Name","value":"operation"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"isEnabled"}},{"kind":"Field","name":{"kind":"Name","value":"disabledReason"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}}]}}]} as unknown as DocumentNode<UpdateWebhookMutation, UpdateWebhookMutationVariables>;
export const DeleteWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeleteWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeleteWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deleteWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletedId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<DeleteWebhookMutation, DeleteWebhookMutationVariables>;
export const TestWebhookDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TestWebhook"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TestWebhookInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"testWebhook"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeliveryItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeliveryItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDelivery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"responseStatus"}},{"kind":"Field","name":{"kind":"Name","value":"response"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}}]}}]} as unknown as DocumentNode<TestWebhookMutation, TestWebhookMutationVariables>;
export const RedeliverDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Redeliver"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RedeliverInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"redeliver"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"delivery"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"DeliveryItem"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"DeliveryItem"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"WebhookDelivery"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"messageId"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"attempts"}},{"kind":"Field","name":{"kind":"Name","value":"createdAt"}},{"kind":"Field","name":{"kind":"Name","value":"attemptedAt"}},{"kind":"Field","name":{"kind":"Name","value":"nextAttemptAt"}},{"kind":"Field","name":{"kind":"Name","value":"responseStatus"}},{"kind":"Field","name":{"kind":"Name","value":"response"}},{"kind":"Field","name":{"kind":"Name","value":"error"}},{"kind":"Field","name":{"kind":"Name","value":"payload"}}]}}]} as unknown as DocumentNode<RedeliverMutation, RedeliverMutationVariables>;