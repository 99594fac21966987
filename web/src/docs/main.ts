/** Every page of the docs: buttons that copy code, the menu on narrow screens, the search for a type. */
import { addressOf } from "../shared/gateway.ts";
import { takeToken } from "../shared/token.ts";
import "../shared/page.css";
import "./docs.css";

const COPIED_MS = 1500;
/** The address that the guides are written with. */
const USUAL_ADDRESS = "http://127.0.0.1:8000";
const THIS_ADDRESS = addressOf("").replace(/\/$/, "");

takeToken();
foldMenu();
for (const block of document.querySelectorAll<HTMLElement>(".prose pre")) {
  nameThisGateway(block);
  addCopyButton(block);
}
const find = document.querySelector<HTMLInputElement>("#find-type");
find?.addEventListener("input", () => showTypes(find.value));

/** Open beside the text, closed above it. */
function foldMenu(): void {
  const menu = document.querySelector<HTMLDetailsElement>(".menu details");
  const narrow = matchMedia("(max-width: 860px)");
  const fit = () => menu?.toggleAttribute("open", !narrow.matches);
  narrow.addEventListener("change", fit);
  fit();
}

/** Code copied from this page runs against this gateway. */
function nameThisGateway(block: HTMLElement): void {
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    text.nodeValue = text.nodeValue?.replaceAll(USUAL_ADDRESS, THIS_ADDRESS) ?? null;
  }
}

function addCopyButton(block: HTMLElement): void {
  // Only where the browser lets a page write to the clipboard: over https, or on this machine.
  if (!isSecureContext) return;
  const text = block.textContent ?? "";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
    setTimeout(() => {
      button.textContent = "Copy";
    }, COPIED_MS);
  });
  const holder = document.createElement("div");
  holder.className = "code";
  block.replaceWith(holder);
  holder.append(block, button);
}

function showTypes(wanted: string): void {
  const letters = wanted.trim().toLowerCase();
  for (const section of document.querySelectorAll<HTMLElement>("#types section")) {
    const entries = [...section.querySelectorAll<HTMLElement>("[data-name]")];
    for (const entry of entries) entry.hidden = !entry.dataset["name"]?.toLowerCase().includes(letters);
    section.hidden = entries.every(({ hidden }) => hidden);
  }
}
