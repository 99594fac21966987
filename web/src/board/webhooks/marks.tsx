/** The state of a webhook and of a message, as a dot and words. */
import type { DeliveryItemFragment, WebhookFactsFragment } from "../../gql/graphql.ts";

const format = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", hour: "numeric", minute: "2-digit", second: "2-digit" });

export function WebhookMark({ webhook }: { webhook: WebhookFactsFragment }) {
  const { isEnabled, pending } = webhook;
  if (!isEnabled) return <span className="status failed">Disabled</span>;
  if (pending > 0) return <span className="status in_progress">{pending.toLocaleString("en")} waiting</span>;
  return <span className="status resolved">Up to date</span>;
}

export function DeliveryMark({ delivery }: { delivery: Pick<DeliveryItemFragment, "status" | "attemptedAt"> }) {
  switch (delivery.status) {
    case "DELIVERED":
      return <span className="status resolved">Delivered</span>;
    case "FAILED":
      return <span className="status failed">Failed</span>;
    case "PENDING":
      return <span className="status in_progress">{delivery.attemptedAt ? "Not arrived yet" : "Waiting"}</span>;
  }
}

/** An instant to the second, where the reader is; a dash for none. */
export function When({ at }: { at: string | null | undefined }) {
  return at ? <time dateTime={at}>{format.format(new Date(at))}</time> : <span className="quiet">–</span>;
}
