/** What the menu of the page has for admins only, and which of its links is the current one. */
import { useEffect } from "react";
import { useLocation } from "wouter";
import { showWebhooksLink } from "../first/webhooks-link.ts";

const BOARD = '.page-header a[href$="board"]';
const WEBHOOKS = '.page-header a[href$="board/webhooks"]';

/** Keep the menu right; `isAdmin` says whether the link to the webhooks is shown. */
export function useMenu(isAdmin: boolean): void {
  const [path, go] = useLocation();
  const isHere = path.startsWith("/webhooks");
  useEffect(() => {
    if (!isAdmin) return undefined;
    const link = showWebhooksLink();
    link.onclick = (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      go("/webhooks");
    };
    return () => link.remove();
  }, [isAdmin, go]);
  useEffect(() => {
    document.querySelector(".page-header [aria-current]")?.removeAttribute("aria-current");
    document.querySelector(isHere ? WEBHOOKS : BOARD)?.setAttribute("aria-current", "page");
  }, [isAdmin, isHere]);
}
