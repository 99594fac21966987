/** The whole list as a CSV file: its filter and order, and the columns that are shown. */
import { stringifyDocument } from "urql";
import { addressOf } from "../../shared/gateway.ts";
import { IssueTableDocument, type IssueTableQueryVariables } from "../../gql/graphql.ts";
import { filterOf, orderOf, type View } from "./view.ts";

/** Throws an Error with a sentence for people. */
export async function downloadCsv(token: string, view: View, shown: ReadonlySet<string>): Promise<void> {
  const order = orderOf(view);
  const variables: IssueTableQueryVariables = {
    filter: filterOf(view),
    ...(order && { orderBy: [order] }),
    status: shown.has("status"),
    priority: shown.has("priority"),
    owner: shown.has("owner"),
    tags: shown.has("tags"),
    created: shown.has("created"),
    updated: shown.has("updated"),
    evidence: shown.has("evidence"),
  };
  // People open it with a spreadsheet, which reads some texts as formulas.
  const response = await fetch(`${addressOf("graphql")}?guard=excel`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", Accept: "text/csv" },
    body: JSON.stringify({ query: stringifyDocument(IssueTableDocument), variables }),
  });
  if (!response.ok) throw new Error(`The gateway answered ${response.status}.`);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = "issues.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
