/** The first page of the list, drawn before React has loaded; React takes over the same nodes. */
import { IssueListDocument, type IssueListQuery } from "../../gql/graphql.ts";
import { Frame } from "../app/frame.tsx";
import { viewerOf } from "../app/viewer.ts";
import { ListPage } from "../list/list-page.tsx";
import { draw } from "./runtime.ts";

export function drawList(answer: IssueListQuery): Node[] {
  return draw(
    <Frame viewer={viewerOf(answer)}>
      <ListPage />
    </Frame>,
    new Map<unknown, unknown>([[IssueListDocument, answer]]),
  );
}
