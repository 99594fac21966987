/** Keys: each screen registers its own; `?` lists those that work now. */
import { createContext, lazy, Suspense, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { untilLoaded } from "../../shared/until-loaded.ts";
import { Opening } from "../shared/opening.tsx";

// Dialogs and menus load when they are first opened.
const Dialog = lazy(() => untilLoaded(() => import("../shared/dialog.tsx")));

export interface Shortcut {
  /** As `KeyboardEvent.key`; `Control+` in front for a key that is held. Without one it is in the palette only. */
  readonly key?: string;
  readonly what: string;
  readonly run: () => void;
}

/** The shortcuts of one screen or part of it, as of its last rendering. */
interface Group {
  current: readonly Shortcut[];
}

class Keys {
  readonly groups = new Set<Group>();

  /** What each key does now: of two shortcuts with one key the later one counts. */
  all(): readonly Shortcut[] {
    const byKey = new Map([...this.groups].flatMap(({ current }) => current).map((one) => [one.key ?? one.what, one]));
    return [...byKey.values()];
  }

  find(pressed: string): Shortcut | undefined {
    return this.all().find(({ key }) => key === pressed);
  }
}

const KeysContext = createContext(new Keys());

/** Register the shortcuts of a screen while it is shown; later ones win. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const keys = useContext(KeysContext);
  const group = useRef<readonly Shortcut[]>(shortcuts);
  group.current = shortcuts;
  useEffect(() => {
    keys.groups.add(group);
    return () => void keys.groups.delete(group);
  }, [keys]);
}

/** Commands of the palette that set a field to one of its values each. */
export function changes<Value extends string>(
  values: readonly Value[],
  words: Readonly<Record<Value, string>>,
  field: string,
  choose: (value: Value) => void,
): readonly Shortcut[] {
  return values.map((value) => ({ what: `Change ${field} to ${words[value]}`, run: () => choose(value) }));
}

/** All shortcuts that work now, as the palette lists them. */
export function useAllShortcuts(): () => readonly Shortcut[] {
  const keys = useContext(KeysContext);
  return () => keys.all();
}

/** Keys that are handled where they are pressed. */
const ELSEWHERE = [
  { key: "Control+Enter", what: "Send or save what is being written" },
  { key: "?", what: "Show this list" },
];

/** A key as people write it. */
export const nameOf = (key: string) => key.replace("Control+", "Ctrl ");

const EDITABLE = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=searchbox]";

function isTyping(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest(EDITABLE) !== null;
}

export function KeysProvider({ children }: { children: ReactNode }) {
  const keys = useMemo(() => new Keys(), []);
  const [listed, setListed] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const held = event.ctrlKey || event.metaKey;
      if (event.defaultPrevented || event.altKey || (!held && isTyping(event))) return;
      // An open dialog or menu handles the keys itself.
      if (!held && document.querySelector("[role=dialog], [role=menu], [role=listbox]")) return;
      if (event.key === "?" && !held) {
        event.preventDefault();
        setListed(true);
        return;
      }
      const shortcut = keys.find(held ? `Control+${event.key}` : event.key);
      if (shortcut === undefined) return;
      event.preventDefault();
      shortcut.run();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [keys]);
  return (
    <KeysContext.Provider value={keys}>
      {children}
      {listed && (
        <Suspense fallback={<Opening />}>
          <Dialog title="Keys" open={listed} onOpenChange={setListed}>
            <dl className="keys">
              {[...keys.all(), ...ELSEWHERE].map(
                ({ key, what }) =>
                  key && (
                    <div key={key}>
                      <dt>
                        <kbd>{nameOf(key)}</kbd>
                      </dt>
                      <dd>{what}</dd>
                    </div>
                  ),
              )}
            </dl>
            <p className="actions">
              <button onClick={() => setListed(false)}>Close</button>
            </p>
          </Dialog>
        </Suspense>
      )}
    </KeysContext.Provider>
  );
}
