/** The page of a webhook: its state, and its messages with what was sent and answered. */
import { useEffect, useState } from "react";
import { useMutation, useQuery } from "urql";
import { Link, useLocation } from "wouter";
import {
  DeleteWebhookDocument,
  TestWebhookDocument,
  UpdateWebhookDocument,
  WebhookPageDocument,
  type WebhookFactsFragment,
} from "../../gql/graphql.ts";
import Dialog from "../shared/dialog.tsx";
import { useSay } from "../shared/messages.tsx";
import { sentenceOf } from "../shared/sentence.ts";
import { formatInstant } from "../shared/instants.ts";
import { count } from "../shared/words.ts";
import { AdminsOnly } from "./admins-only.tsx";
import { Deliveries } from "./deliveries.tsx";
import { WebhookMark } from "./marks.tsx";
import { usePolling } from "./polling.ts";
import { WebhookForm } from "./webhook-form.tsx";
import "./webhooks.css";

const PAGE = 25;

export default function WebhookPage({ id }: { id: string }) {
  return (
    <AdminsOnly>
      <Loading id={id} />
    </AdminsOnly>
  );
}

function Loading({ id }: { id: string }) {
  const [pages, setPages] = useState<readonly string[]>([]);
  const after = pages.at(-1) ?? null;
  const [{ data, error, fetching }, reload] = useQuery({
    query: WebhookPageDocument,
    variables: { id, first: PAGE, after },
    requestPolicy: "cache-and-network",
  });
  const read = () => reload({ requestPolicy: "network-only" });
  usePolling(read);
  const webhook = data?.webhook;
  useEffect(() => {
    document.title = `${webhook ? new URL(webhook.url).host : "Webhook"} · issue-gateway`;
  }, [webhook?.url]);
  if (error && !webhook) {
    return (
      <p className="problem" role="alert">
        {sentenceOf(error)} <button onClick={read}>Try again</button>
      </p>
    );
  }
  if (!webhook) {
    if (fetching || data === undefined) return <p className="quiet">Loading …</p>;
    return (
      <>
        <h1>No such webhook</h1>
        <p>
          It does not exist, or it was deleted. <Link href="/webhooks">To the webhooks</Link>
        </p>
      </>
    );
  }
  const { nodes, pageInfo, totalCount } = webhook.deliveries;
  return (
    <article className="webhook-page">
      <Head webhook={webhook} onChange={read} />
      <Facts webhook={webhook} />
      <h2>Messages</h2>
      <p className="found" role="status">
        {count(totalCount, "message")}, newest first: all that have not arrived, and the last 1,000 that have.
      </p>
      {totalCount === 0 ? (
        <p className="empty">No message yet. Changes from now on are sent; or send a test.</p>
      ) : (
        <Deliveries url={webhook.url} deliveries={nodes} onChange={read} />
      )}
      {(pages.length > 0 || pageInfo.hasNextPage) && (
        <nav className="pages" aria-label="Pages of messages">
          <button disabled={pages.length === 0} onClick={() => setPages(pages.slice(0, -1))}>
            Newer
          </button>
          <button
            disabled={!pageInfo.hasNextPage || !pageInfo.endCursor}
            onClick={() => pageInfo.endCursor && setPages([...pages, pageInfo.endCursor])}
          >
            Older
          </button>
        </nav>
      )}
    </article>
  );
}

function Head({ webhook, onChange }: { webhook: WebhookFactsFragment; onChange: () => void }) {
  const say = useSay();
  const [, navigate] = useLocation();
  const [, updateWebhook] = useMutation(UpdateWebhookDocument);
  const [, testWebhook] = useMutation(TestWebhookDocument);
  const [, deleteWebhook] = useMutation(DeleteWebhookDocument);
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const { id, isEnabled } = webhook;
  const enable = async () => {
    const { data, error } = await updateWebhook({ input: { id, isEnabled: !isEnabled } });
    const refused = data?.updateWebhook.userErrors[0]?.message;
    say(error ? sentenceOf(error) : (refused ?? (isEnabled ? "Disabled: nothing is sent." : "Enabled: what waits is sent now.")));
    onChange();
  };
  const test = async () => {
    const { data, error } = await testWebhook({ input: { id } });
    say(error ? sentenceOf(error) : (data?.testWebhook.userErrors[0]?.message ?? "A test message is on its way."));
    onChange();
  };
  const remove = async () => {
    const { data, error } = await deleteWebhook({ input: { id } });
    const refused = data?.deleteWebhook.userErrors[0]?.message;
    say(error ? sentenceOf(error) : (refused ?? "Webhook deleted."));
    if (!error && !refused) navigate("/webhooks");
  };
  return (
    <>
      <nav className="crumbs" aria-label="Place of this webhook">
        <Link href="/webhooks">← Webhooks</Link>
        <span>
          <button disabled={!isEnabled} onClick={() => void test()}>
            Send a test
          </button>
          <button onClick={() => setOpen("edit")}>Edit</button>
          <button onClick={() => void enable()}>{isEnabled ? "Disable" : "Enable"}</button>
          <button onClick={() => setOpen("delete")}>Delete</button>
        </span>
      </nav>
      <h1>{webhook.url}</h1>
      {open === "edit" && (
        <WebhookForm
          webhook={webhook}
          onEnd={() => {
            setOpen(null);
            onChange();
          }}
        />
      )}
      {open === "delete" && (
        <Dialog title="Delete this webhook?" open onOpenChange={() => setOpen(null)}>
          <p>
            Nothing more is sent to it. Its messages are deleted too, also those that have not arrived. It cannot be undone.
          </p>
          <p className="actions">
            <button className="primary" onClick={() => void remove()}>
              Delete the webhook
            </button>
            <button autoFocus onClick={() => setOpen(null)}>
              Keep it
            </button>
          </p>
        </Dialog>
      )}
    </>
  );
}

function Facts({ webhook }: { webhook: WebhookFactsFragment }) {
  const filter = webhook.filter as Readonly<Record<string, unknown>>;
  return (
    <>
      {webhook.disabledReason && (
        <p className="problem" role="alert">
          {webhook.disabledReason}
        </p>
      )}
      <dl className="card webhook-facts">
        <div>
          <dt>State</dt>
          <dd>
            <WebhookMark webhook={webhook} />
          </dd>
        </div>
        <div>
          <dt>Sends</dt>
          <dd>{Object.keys(filter).length > 0 ? <code>{JSON.stringify(filter)}</code> : "All changes"}</dd>
        </div>
        <div>
          <dt>Message</dt>
          <dd>{webhook.operation ? <code>{webhook.operation}</code> : "The change"}</dd>
        </div>
        <div>
          <dt>Added</dt>
          <dd>
            {formatInstant(webhook.createdAt)} by {webhook.createdBy}
          </dd>
        </div>
      </dl>
    </>
  );
}
