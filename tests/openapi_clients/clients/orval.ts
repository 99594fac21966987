import * as generated from "./generated/orval/client";
import { HEADERS, LOG, URL_, noting, same } from "./gateway";

// The generated functions ask for paths; a browser would add its page's origin.
const plain = globalThis.fetch;
globalThis.fetch = (input, init) =>
  plain(`${URL_}${input}`, { ...init, headers: { ...init?.headers, ...HEADERS } });
const api = noting(generated);

/** The data of an answer with this status; TypeScript then knows its type. */
function data<A extends { status: number; data: unknown }, S extends A["status"]>(
  answer: A,
  status: S,
): Extract<A, { status: S }>["data"] {
  same(answer.status, status);
  return answer.data as Extract<A, { status: S }>["data"];
}

const session = data(await api.createSession({ title: "Bench 4" }), 201);
const created = await api.createIssue({ title: "Sag", description: [], session_ids: [session.session_id] });
const issue = data(created, 201);
same(issue.status, "open");
same(data(await api.listIssues({ status: ["open"], priority: ["low"], limit: 1 }), 200).items[0].uuid, issue.uuid);
same(data(await api.getIssueMetrics(), 200).metrics[0].chart_type, "pie_chart");
same(data(await api.getIssue(issue.uuid), 200).title, "Sag");
same(data(await api.updateIssue(issue.uuid, { priority: "high" }), 200).priority, "high");

const comment = data(await api.addComment(issue.uuid, { content: "Seen" }), 201);
same(data(await api.listComments(issue.uuid), 200).count, 1);
data(await api.updateComment(issue.uuid, comment.uuid, { content: "Seen twice" }), 200);
data(await api.deleteComment(issue.uuid, comment.uuid), 204);

data(await api.addFile(issue.uuid, { file: LOG, file_type: "log" }), 201);
same(data(await api.listFiles(issue.uuid), 200)[0].file_name, "rail.csv");

const attachment = data(await api.createAttachment({ file: LOG, title: "Rail" }), 201);
same(data(await api.listAttachments(), 200).count > 0, true);
same(data(await api.getAttachment(attachment.attachment_id), 200).attachment_title, "Rail");
data(await api.updateAttachment(attachment.attachment_id, { title: "Rail 3V3" }), 200);
// Its client reads content of any type as JSON.
const points = new File(["[3.3, 2.9]"], "rail.json");
const { attachment_id } = data(await api.createAttachment({ file: points }), 201);
same(JSON.stringify((await api.getAttachmentContent(attachment_id)).data), "[3.3,2.9]");
same(data(await api.exportAttachment(attachment.attachment_id), 200).url.startsWith(URL_), true);

same(data(await api.listSessions(), 200).count > 0, true);
data(await api.updateSession(session.session_id, { starred: true }), 200);
data(await api.uploadSessionFiles(session.session_id, { files: [LOG] }), 201);
const [uploaded] = data(await api.getSession(session.session_id), 200).attachments;
data(await api.removeSessionAttachment(session.session_id, uploaded.attachment_id), 204);
data(await api.deleteSession(session.session_id), 204);

data(await api.deleteIssue(issue.uuid), 204);
data(await api.getIssue(issue.uuid), 404);
