/** The form of a webhook, new or changed. What the gateway refuses is said beside its field. */
import { useState } from "react";
import { useMutation } from "urql";
import {
  CreateWebhookDocument,
  UpdateWebhookDocument,
  type ChangeFilter,
  type WebhookFactsFragment,
} from "../../gql/graphql.ts";
import { addressOf } from "../../shared/gateway.ts";
import Dialog from "../shared/dialog.tsx";
import { sentenceOf } from "../shared/sentence.ts";

type Problems = Readonly<Record<string, string>>;

interface WebhookFormProps {
  webhook?: WebhookFactsFragment;
  /** Called with the secret of a new webhook. */
  onEnd: (secret?: string) => void;
}

export function WebhookForm({ webhook, onEnd }: WebhookFormProps) {
  const [, create] = useMutation(CreateWebhookDocument);
  const [, update] = useMutation(UpdateWebhookDocument);
  const [problems, setProblems] = useState<Problems>({});
  const [sending, setSending] = useState(false);
  const save = async (form: FormData) => {
    const given = (name: string) => String(form.get(name) ?? "").trim();
    let filter: ChangeFilter | null;
    try {
      filter = filterOf(given("filter"));
    } catch {
      setProblems({ filter: "Must be a JSON object." });
      return;
    }
    const secret = given("secret");
    const fields = { url: given("url"), filter, operation: given("operation") || null, ...(secret && { secret }) };
    setSending(true);
    const { data, error } = webhook ? await update({ input: { id: webhook.id, ...fields } }) : await create({ input: fields });
    setSending(false);
    const payload = data && ("createWebhook" in data ? data.createWebhook : data.updateWebhook);
    const refused = payload?.userErrors ?? [];
    if (error || refused.length > 0) {
      setProblems(
        error ? { "": sentenceOf(error) } : Object.fromEntries(refused.map(({ field, message }) => [field?.[0] ?? "", message])),
      );
      return;
    }
    onEnd(data && "createWebhook" in data ? (data.createWebhook.secret ?? undefined) : undefined);
  };
  return (
    <Dialog title={webhook ? "Edit the webhook" : "New webhook"} open onOpenChange={() => onEnd()} className="webhook-form">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save(new FormData(event.currentTarget));
        }}
      >
        <Field name="url" label="Address, https or http" problem={problems["url"]}>
          {(about) => (
            <input {...about} required autoFocus maxLength={2048} inputMode="url" autoComplete="off" defaultValue={webhook?.url} />
          )}
        </Field>
        <Field name="filter" label="Filter as JSON; empty sends all changes" problem={problems["filter"]}>
          {(about) => (
            <textarea {...about} rows={4} spellCheck={false} placeholder='{"action": {"in": ["CREATED"]}}' defaultValue={textOf(webhook)} />
          )}
        </Field>
        <p className="quiet hint">
          The fields of <a href={addressOf("docs/schema/ChangeFilter")}>ChangeFilter</a>.
        </p>
        <Field name="operation" label="Registered query that shapes the message (optional)" problem={problems["operation"]}>
          {(about) => <input {...about} autoComplete="off" spellCheck={false} defaultValue={webhook?.operation ?? ""} />}
        </Field>
        <Field
          name="secret"
          label={webhook ? "New secret; empty keeps the present one" : "Secret; empty makes one"}
          problem={problems["secret"]}
        >
          {(about) => <input {...about} type="password" autoComplete="off" spellCheck={false} placeholder="whsec_…" />}
        </Field>
        {problems[""] && (
          <p className="problem" role="alert">
            {problems[""]}
          </p>
        )}
        <p className="actions">
          <button className="primary" disabled={sending}>
            {webhook ? "Save" : "Add"}
          </button>
          <button type="button" onClick={() => onEnd()}>
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  );
}

interface About {
  name: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

interface FieldProps {
  name: string;
  label: string;
  problem: string | undefined;
  children: (about: About) => React.ReactNode;
}

function Field({ name, label, problem, children }: FieldProps) {
  const id = `webhook-${name}-problem`;
  return (
    <>
      <label className="field">
        <span>{label}</span>
        {children({ name, "aria-invalid": problem !== undefined, "aria-describedby": problem === undefined ? undefined : id })}
      </label>
      {problem !== undefined && (
        <p className="wrong" id={id} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** The filter that a text gives; null for all changes. The gateway checks its fields. Throws for other JSON. */
function filterOf(text: string): ChangeFilter | null {
  if (!text) return null;
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("not an object");
  return value;
}

function textOf(webhook: WebhookFactsFragment | undefined): string {
  const filter = webhook?.filter;
  return filter && Object.keys(filter).length > 0 ? JSON.stringify(filter, null, 2) : "";
}
