/** The webhooks: each with its state, and a form for a new one. */
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";
import { WebhookListDocument, type WebhookListQuery } from "../../gql/graphql.ts";
import { sentenceOf } from "../shared/sentence.ts";
import { count } from "../shared/words.ts";
import { AdminsOnly } from "./admins-only.tsx";
import { DeliveryMark, WebhookMark, When } from "./marks.tsx";
import { usePolling } from "./polling.ts";
import { Secret } from "./secret.tsx";
import { WebhookForm } from "./webhook-form.tsx";
import "./webhooks.css";

export default function WebhookList() {
  return (
    <AdminsOnly>
      <List />
    </AdminsOnly>
  );
}

function List() {
  const [{ data, error }, reload] = useQuery({ query: WebhookListDocument, requestPolicy: "cache-and-network" });
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const read = () => reload({ requestPolicy: "network-only" });
  usePolling(read);
  useEffect(() => {
    document.title = "Webhooks · issue-gateway";
  }, []);
  const webhooks = data?.webhooks;
  return (
    <>
      <div className="list-head webhooks-head">
        <h1>Webhooks</h1>
        <button className="primary" onClick={() => setCreating(true)}>
          New webhook
        </button>
      </div>
      <p className="quiet">A webhook sends each change to an address of yours, signed and in the order of its issue.</p>
      {error && !webhooks && (
        <p className="problem" role="alert">
          {sentenceOf(error)} <button onClick={read}>Try again</button>
        </p>
      )}
      <p className="found" role="status">
        {webhooks ? count(webhooks.totalCount, "webhook") : "Loading …"}
      </p>
      {webhooks?.totalCount === 0 && <p className="empty">No webhook yet. Add one to be told of changes.</p>}
      {webhooks && webhooks.nodes.length > 0 && <Table webhooks={webhooks.nodes} />}
      {creating && (
        <WebhookForm
          onEnd={(made) => {
            setCreating(false);
            setSecret(made ?? null);
            read();
          }}
        />
      )}
      {secret !== null && <Secret secret={secret} onEnd={() => setSecret(null)} />}
    </>
  );
}

function Table({ webhooks }: { webhooks: WebhookListQuery["webhooks"]["nodes"] }) {
  return (
    <table className="list webhooks">
      <thead>
        <tr>
          <th>Address</th>
          <th>State</th>
          <th>Last message</th>
          <th>Last attempt</th>
          <th>Added by</th>
        </tr>
      </thead>
      <tbody>
        {webhooks.map((webhook) => {
          const last = webhook.deliveries.nodes[0];
          return (
            <tr key={webhook.id}>
              <td className="cell-title">
                <Link className="title" href={`/webhooks/${webhook.id}`}>
                  {webhook.url}
                </Link>
              </td>
              <td>
                <WebhookMark webhook={webhook} />
              </td>
              <td data-label="Last message">{last ? <DeliveryMark delivery={last} /> : <span className="quiet">None yet</span>}</td>
              <td data-label="Last attempt">
                <When at={last?.attemptedAt} />
              </td>
              <td className="cell-owner" data-label="Added by">
                {webhook.createdBy}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
