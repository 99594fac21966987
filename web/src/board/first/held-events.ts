/** What a person does with the first list before React has taken it over: nothing of it is lost. */

const TYPES = ["click", "change", "keydown", "submit"] as const;
const held: { readonly target: Element; readonly event: Event }[] = [];

export function holdEvents(): void {
  for (const type of TYPES) document.addEventListener(type, hold, true);
}

/** Send the events again, to the same elements. */
export function releaseEvents(): void {
  for (const type of TYPES) document.removeEventListener(type, hold, true);
  for (const { target, event } of held.splice(0)) {
    // The browser has switched it already; the event does so again.
    if (isCheckbox(target) && event.type === "click") target.checked = !target.checked;
    const Kind = event.constructor as typeof Event;
    target.dispatchEvent(new Kind(event.type, event));
  }
}

function hold(event: Event): void {
  const target = event.target instanceof Element ? event.target : document.body;
  if (event instanceof KeyboardEvent) {
    if (target.matches("input:not([type=checkbox]), select")) return;
    if (event.key === "/") {
      // What is typed next goes into the field.
      document.querySelector<HTMLInputElement>("main [type=search]")?.focus();
      event.preventDefault();
      return;
    }
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) event.preventDefault();
  } else if (event.type === "submit") {
    event.preventDefault();
    return;
  } else if (event.type === "click") {
    // Links work by themselves, and a label passes the click on to its control.
    if (!target.closest("main button") && !isCheckbox(target)) return;
    if (!isCheckbox(target)) event.preventDefault();
  } else if (!target.matches("select")) {
    return;
  }
  event.stopPropagation();
  held.push({ target, event });
}

function isCheckbox(target: Element): target is HTMLInputElement {
  return target.matches("input[type=checkbox]");
}
