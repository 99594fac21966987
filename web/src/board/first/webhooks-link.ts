/** The link to the webhooks in the menu of the page. */
import { addressOf } from "../../shared/gateway.ts";

/** Show the link; return the one that is shown. */
export function showWebhooksLink(): HTMLAnchorElement {
  const shown = document.querySelector<HTMLAnchorElement>('.page-header a[href$="board/webhooks"]');
  if (shown) return shown;
  const link = document.createElement("a");
  link.href = addressOf("board/webhooks");
  link.textContent = "Webhooks";
  document.querySelector(".page-header nav")?.append(link);
  return link;
}
