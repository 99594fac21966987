import * as generated from "./generated/hey-api/sdk.gen";
import { client } from "./generated/hey-api/client.gen";
import { HEADERS, LOG, URL_, noting, same } from "./gateway";

client.setConfig({ baseUrl: URL_, headers: HEADERS, throwOnError: true });
const sdk = noting(generated);
const all = { throwOnError: true } as const;

const session = (await sdk.createSession({ body: { title: "Bench 4" }, ...all })).data;
const session_id = session.session_id;
const issue = (
  await sdk.createIssue({ body: { title: "Sag", description: [], session_ids: [session_id] }, ...all })
).data;
const issue_id = issue.uuid;
same(issue.status, "open");
const listed = (await sdk.listIssues({ query: { status: ["open"], priority: ["low"], limit: 1 }, ...all })).data;
same(listed.items[0].uuid, issue_id);
same((await sdk.getIssueMetrics({ ...all })).data.metrics[0].chart_type, "pie_chart");
same((await sdk.getIssue({ path: { issue_id }, ...all })).data.title, "Sag");
const changed = await sdk.updateIssue({ path: { issue_id }, body: { priority: "high" }, ...all });
same(changed.data.priority, "high");

const comment = (await sdk.addComment({ path: { issue_id }, body: { content: "Seen" }, ...all })).data;
const comment_id = comment.uuid;
same((await sdk.listComments({ path: { issue_id }, ...all })).data.count, 1);
await sdk.updateComment({ path: { issue_id, comment_id }, body: { content: "Seen twice" }, ...all });
await sdk.deleteComment({ path: { issue_id, comment_id }, ...all });

await sdk.addFile({ path: { issue_id }, body: { file: LOG, file_type: "log" }, ...all });
same((await sdk.listFiles({ path: { issue_id }, ...all })).data[0].file_name, "rail.csv");

const attachment = (await sdk.createAttachment({ body: { file: LOG, title: "Rail" }, ...all })).data;
const attachment_id = attachment.attachment_id;
same((await sdk.listAttachments({ ...all })).data.count > 0, true);
same((await sdk.getAttachment({ path: { attachment_id }, ...all })).data.attachment_title, "Rail");
await sdk.updateAttachment({ path: { attachment_id }, body: { title: "Rail 3V3" }, ...all });
const content = await sdk.getAttachmentContent({ path: { attachment_id }, parseAs: "blob", ...all });
same(await (content.data as Blob).text(), await LOG.text());
same((await sdk.exportAttachment({ path: { attachment_id }, ...all })).data.url.startsWith(URL_), true);

same((await sdk.listSessions({ ...all })).data.count > 0, true);
await sdk.updateSession({ path: { session_id }, body: { starred: true }, ...all });
await sdk.uploadSessionFiles({ path: { session_id }, body: { files: [LOG] }, ...all });
const [uploaded] = (await sdk.getSession({ path: { session_id }, ...all })).data.attachments;
const path = { session_id, attachment_id: uploaded.attachment_id };
await sdk.removeSessionAttachment({ path, ...all });
await sdk.deleteSession({ path: { session_id }, ...all });

await sdk.deleteIssue({ path: { issue_id }, ...all });
const gone = await sdk.getIssue({ path: { issue_id }, throwOnError: false });
same(gone.error?.status, 404);
