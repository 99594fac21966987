/** Status and priority as small marks: a colour and always a word. */
import type { IssuePriority, IssueStatus } from "../../gql/graphql.ts";
import { PRIORITY_WORDS, STATUS_WORDS } from "./words.ts";

export function StatusMark({ status }: { status: IssueStatus | null | undefined }) {
  return <span className={`status ${status?.toLowerCase() ?? ""}`}>{status ? STATUS_WORDS[status] : "No status"}</span>;
}

export function PriorityMark({ priority }: { priority: IssuePriority | null | undefined }) {
  return (
    <span className={`priority ${priority?.toLowerCase() ?? ""}`}>
      {priority ? PRIORITY_WORDS[priority] : "No priority"}
    </span>
  );
}
