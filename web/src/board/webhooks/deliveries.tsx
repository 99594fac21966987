/** The messages of a webhook; each unfolds to what was sent and what was answered. */
import { Fragment, useState } from "react";
import { useMutation } from "urql";
import { RedeliverDocument, type DeliveryItemFragment } from "../../gql/graphql.ts";
import { useSay } from "../shared/messages.tsx";
import { sentenceOf } from "../shared/sentence.ts";
import { DeliveryMark, When } from "./marks.tsx";

interface DeliveriesProps {
  url: string;
  deliveries: readonly DeliveryItemFragment[];
  onChange: () => void;
}

export function Deliveries({ url, deliveries, onChange }: DeliveriesProps) {
  const [opened, setOpened] = useState<string | null>(null);
  const [, redeliver] = useMutation(RedeliverDocument);
  const say = useSay();
  const again = async (deliveryId: string) => {
    const { data, error } = await redeliver({ input: { deliveryId } });
    say(error ? sentenceOf(error) : (data?.redeliver.userErrors[0]?.message ?? "It is sent again."));
    onChange();
  };
  return (
    <table className="list webhooks">
      <thead>
        <tr>
          <th>Message</th>
          <th>State</th>
          <th>Answer</th>
          <th>Attempts</th>
          <th>Last attempt</th>
          <th className="cell-elapsed">After the change</th>
          <th>Next attempt</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {deliveries.map((delivery) => {
          const isOpen = delivery.id === opened;
          const name = nameOf(delivery);
          return (
            <Fragment key={delivery.id}>
              <tr className="delivery">
                <td className="cell-title">
                  <button
                    className="unfold"
                    aria-expanded={isOpen}
                    aria-label={`${name}, message ${delivery.messageId}`}
                    onClick={() => setOpened(isOpen ? null : delivery.id)}
                  >
                    <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span> {name}
                  </button>
                </td>
                <td>
                  <DeliveryMark delivery={delivery} />
                </td>
                <td data-label="Answer">{delivery.responseStatus ?? <span className="quiet">{delivery.error ? "None" : "–"}</span>}</td>
                <td data-label="Attempts">{delivery.attempts}</td>
                <td data-label="Last attempt">
                  <When at={delivery.attemptedAt} />
                </td>
                <td className="cell-elapsed" data-label="After the change">{elapsed(delivery)}</td>
                <td data-label="Next attempt">
                  <When at={delivery.nextAttemptAt} />
                </td>
                <td className="cell-again">
                  <button onClick={() => void again(delivery.id)} aria-label={`Send again: ${name}, message ${delivery.messageId}`}>
                    Send again
                  </button>
                </td>
              </tr>
              {isOpen && (
                <tr className="opened">
                  <td colSpan={8}>
                    <Exchange url={url} delivery={delivery} />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

function Exchange({ url, delivery }: { url: string; delivery: DeliveryItemFragment }) {
  const { messageId, payload, responseStatus, response, error } = delivery;
  const sent = `POST ${url}\nwebhook-id: ${messageId}\ncontent-type: application/json\n\n${JSON.stringify(payload, null, 2)}`;
  return (
    <div className="exchange">
      <section aria-label="Request">
        <h3>Request</h3>
        <pre tabIndex={0}>{sent}</pre>
      </section>
      <section aria-label="Response">
        <h3>Response{responseStatus ? ` ${responseStatus}` : ""}</h3>
        {error && <p className="wrong">{error}</p>}
        {response && <pre tabIndex={0}>{response}</pre>}
        {!response && !error && <p className="quiet">{responseStatus ? "No body." : "No answer yet."}</p>}
      </section>
    </div>
  );
}

/** What the message is about: `issue.created`. */
function nameOf({ payload }: DeliveryItemFragment): string {
  const type = (payload as { readonly type?: unknown } | null)?.type;
  return typeof type === "string" ? type : "message";
}

/** The time from the reading of the change to the last attempt. */
function elapsed({ createdAt, attemptedAt }: DeliveryItemFragment): string {
  if (!attemptedAt) return "–";
  const seconds = Math.max(0, Date.parse(attemptedAt) - Date.parse(createdAt)) / 1000;
  if (seconds < 100) return `${seconds.toFixed(seconds < 10 ? 2 : 0)} s`;
  return seconds < 6000 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
