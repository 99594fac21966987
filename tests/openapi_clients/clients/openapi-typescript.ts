import createClient from "openapi-fetch";
import type { operations, paths } from "./generated/openapi-typescript";
import { HEADERS, LOG, URL_, same } from "./gateway";

const api = createClient<paths>({ baseUrl: URL_, headers: HEADERS });
const form = { bodySerializer: toForm } as const;

/** A form; openapi-fetch leaves them to its user. */
function toForm(body: object): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(body)) {
    for (const one of Array.isArray(value) ? value : [value]) data.append(name, one);
  }
  return data;
}

/** The data of a good answer; notes the operation. */
async function ok<T>(name: keyof operations, answer: Promise<{ data?: T; error?: unknown; response: Response }>) {
  console.log(name);
  const { data, error, response } = await answer;
  if (!response.ok) throw new Error(`${name}: ${response.status} ${JSON.stringify(error)}`);
  return data as T;
}

/** The document says `binary` for a file, which is a string there. */
const file = LOG as unknown as string;
const issuePath = "/api/v1/issues/{issue_id}" as const;
const session = await ok("createSession", api.POST("/api/v1/sessions", { body: { title: "Bench 4" } }));
const { session_id } = session;
const body = { title: "Sag", description: [], session_ids: [session_id] };
const issue = await ok("createIssue", api.POST("/api/v1/issues", { body }));
same(issue.status, "open");
const params = { path: { issue_id: issue.uuid } };
const query = { status: ["open" as const], priority: ["low" as const], limit: 1 };
const listed = await ok("listIssues", api.GET("/api/v1/issues", { params: { query } }));
same(listed.items[0].uuid, issue.uuid);
const charts = await ok("getIssueMetrics", api.GET("/api/v1/issues/metrics"));
same(charts.metrics[0].chart_type, "pie_chart");
same((await ok("getIssue", api.GET(issuePath, { params }))).title, "Sag");
const changed = await ok("updateIssue", api.PATCH(issuePath, { params, body: { priority: "high" } }));
same(changed.priority, "high");

const talk = `${issuePath}/comments` as const;
const comment = await ok("addComment", api.POST(talk, { params, body: { content: "Seen" } }));
same((await ok("listComments", api.GET(talk, { params }))).count, 1);
const one = { path: { ...params.path, comment_id: comment.uuid } };
const said = `${talk}/{comment_id}` as const;
await ok("updateComment", api.PATCH(said, { params: one, body: { content: "Seen twice" } }));
await ok("deleteComment", api.DELETE(said, { params: one }));

const files = `${issuePath}/files` as const;
await ok("addFile", api.POST(files, { params, body: { file, file_type: "log" }, ...form }));
same((await ok("listFiles", api.GET(files, { params })))[0].file_name, "rail.csv");

const attachments = "/api/v1/attachments" as const;
const attachment = await ok("createAttachment", api.POST(attachments, { body: { file, title: "Rail" }, ...form }));
same((await ok("listAttachments", api.GET(attachments))).count > 0, true);
const stored = { params: { path: { attachment_id: attachment.attachment_id } } };
const attached = `${attachments}/{attachment_id}` as const;
same((await ok("getAttachment", api.GET(attached, stored))).attachment_title, "Rail");
await ok("updateAttachment", api.PATCH(attached, { ...stored, body: { title: "Rail 3V3" } }));
const text = { ...stored, parseAs: "text" } as const;
same(await ok("getAttachmentContent", api.GET(`${attached}/content`, text)), await LOG.text());
const exported = await ok("exportAttachment", api.POST(`${attached}/export`, stored));
same(exported.url.startsWith(URL_), true);

const sessions = "/api/v1/sessions" as const;
const held = { params: { path: { session_id } } };
const bench = `${sessions}/{session_id}` as const;
same((await ok("listSessions", api.GET(sessions))).count > 0, true);
await ok("updateSession", api.PUT(bench, { ...held, body: { starred: true } }));
await ok("uploadSessionFiles", api.POST(`${bench}/upload-files`, { ...held, body: { files: [file] }, ...form }));
const [uploaded] = (await ok("getSession", api.GET(bench, held))).attachments;
const removed = { params: { path: { session_id, attachment_id: uploaded.attachment_id } } };
await ok("removeSessionAttachment", api.DELETE(`${bench}/attachments/{attachment_id}`, removed));
await ok("deleteSession", api.DELETE(bench, held));

await ok("deleteIssue", api.DELETE(issuePath, { params }));
same((await api.GET(issuePath, { params })).error?.status, 404);
