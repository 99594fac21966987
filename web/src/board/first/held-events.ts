/** What a person does with the first list before React has taken it over: nothing of it is lost. */

const TYPES = ["click", "change", "keydown", "submit"] as const;
const held: { readonly target: Element; readonly event: Event; readonly prepare: () => void }[] = [];

export function holdEvents(): void {
  for (const type of TYPES) document.addEventListener(type, hold, true);
}

/** The event that is being sent again, which is not held. */
let sentAgain: Event | undefined;

/** Send the events again, to the same elements, in their order; what a person does meanwhile comes after them. */
export async function releaseEvents(): Promise<void> {
  for (let next = held.shift(); next; next = held.shift()) {
    // React renders first: a handler starts from the view that the event before it led to.
    await new Promise((resolve) => setTimeout(resolve));
    const { target, event, prepare } = next;
    prepare();
    const Kind = event.constructor as typeof Event;
    sentAgain = new Kind(event.type, event);
    target.dispatchEvent(sentAgain);
  }
  for (const type of TYPES) document.removeEventListener(type, hold, true);
}

function hold(event: Event): void {
  if (event === sentAgain) return;
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
  } else if (!isSelect(target)) {
    return;
  }
  event.stopPropagation();
  held.push({ target, event, prepare: preparation(target, event) });
}

/** Puts a control into the state in which its event finds it: React has drawn it anew since. */
function preparation(target: Element, event: Event): () => void {
  if (isCheckbox(target) && event.type === "click") {
    // The browser has switched it already; the event does so again.
    const { checked } = target;
    return () => (target.checked = !checked);
  }
  if (isSelect(target)) {
    const { value } = target;
    return () => (target.value = value);
  }
  return () => undefined;
}

function isCheckbox(target: Element): target is HTMLInputElement {
  return target.matches("input[type=checkbox]");
}

function isSelect(target: Element): target is HTMLSelectElement {
  return target.matches("select");
}
