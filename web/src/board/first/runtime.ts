/**
 * What the list's components need of React, urql and wouter to be drawn once: no state that changes, no effects, no handlers.
 * `web/board-bundle.ts` builds them with this module in place of those libraries, for the script that draws the first list.
 */
import { addressOf } from "../../shared/gateway.ts";

type Props = Readonly<Record<string, unknown>>;
type Component = (props: Props) => unknown;

class VirtualElement {
  readonly type: string | Component;
  readonly props: Props;

  constructor(type: string | Component, props: Props) {
    this.type = type;
    this.props = props;
  }
}

interface Context {
  value: unknown;
  readonly Provider: Component;
}

/** The path of the board, as the router has it. */
const BASE = new URL(addressOf("board")).pathname;
const NAMES: Readonly<Record<string, string>> = { className: "class", htmlFor: "for" };

const nothing = () => undefined;
let answers: ReadonlyMap<unknown, unknown> = new Map();

/** Draw a component; `known` are the answers that `useQuery` finds, by their documents. */
export function draw(child: unknown, known: typeof answers): Node[] {
  answers = known;
  return nodesOf(child);
}

/** The nodes that React makes of a child, and finds when it takes them over. */
function nodesOf(child: unknown): Node[] {
  if (child instanceof Node) return [child];
  if (Array.isArray(child)) return child.flatMap(nodesOf);
  if (child instanceof VirtualElement) {
    return typeof child.type === "string" ? [elementOf(child.type, child.props)] : nodesOf(child.type(child.props));
  }
  return typeof child === "number" || (typeof child === "string" && child !== "") ? [new Text(String(child))] : [];
}

function elementOf(tag: string, { children, ...props }: Props): Node {
  const element = document.createElement(tag);
  element.append(...nodesOf(children));
  for (const [name, value] of Object.entries(props)) {
    if (element instanceof HTMLSelectElement && name === "value") element.value = String(value);
    else if (name.startsWith("aria-") && value != null) element.setAttribute(name, String(value));
    else if (typeof value === "string" || typeof value === "number") element.setAttribute(NAMES[name] ?? name, String(value));
    else if (value === true) element.setAttribute(name, "");
  }
  return element;
}

export const jsx = (type: string | Component, props: Props) => new VirtualElement(type, props);
export { jsx as jsxs };
export const Fragment: Component = ({ children }) => children;
/** React marks where the content begins and ends. */
export const Suspense: Component = ({ children }) => [new Comment("$"), ...nodesOf(children), new Comment("/$")];
export const lazy = () => nothing;

export function createContext(value: unknown): Context {
  const context: Context = {
    value,
    Provider: ({ value: inner, children }) => {
      const outer = context.value;
      context.value = inner;
      const nodes = nodesOf(children);
      context.value = outer;
      return nodes;
    },
  };
  return context;
}

export const useCallback = <T>(callback: T) => callback;
export const useContext = (context: Context) => context.value;
export const useEffect = nothing;
export const useMemo = <T>(make: () => T) => make();
export const useRef = <T>(current: T) => ({ current });
export const useState = (initial: unknown) => [typeof initial === "function" ? initial() : initial, nothing];
export const useSyncExternalStore = <T>(_subscribe: unknown, read: () => T) => read();

export const useClient = nothing;
export const useQuery = ({ query }: { query: unknown }) => [{ data: answers.get(query), fetching: false, stale: false }, nothing];

export const Link: Component = ({ href, ...props }) => jsx("a", { ...props, href: `${BASE}${href}` });
export const useLocation = () => [location.pathname, nothing];
export const useSearch = () => location.search;
