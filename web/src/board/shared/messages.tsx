/** Short messages at the edge of the screen, read out by screen readers; some can be undone. */
import { createContext, useCallback, useContext, useState, type ReactNode } from "react";

const SHOWN_MS = 8_000;

interface Message {
  readonly id: number;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | undefined;
}

type Say = (text: string, action?: Message["action"]) => void;

const SayContext = createContext<Say>(() => undefined);
const MessagesContext = createContext<readonly Message[]>([]);
let last = 0;

export const useSay = () => useContext(SayContext);

export function MessagesProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const say = useCallback<Say>((text, action) => {
    const id = ++last;
    const end = () => setMessages((all) => all.filter((one) => one.id !== id));
    const ending = action && {
      label: action.label,
      run: () => {
        end();
        action.run();
      },
    };
    setMessages((all) => [...all, { id, text, action: ending }]);
    setTimeout(end, SHOWN_MS);
  }, []);
  return (
    <SayContext.Provider value={say}>
      <MessagesContext.Provider value={messages}>{children}</MessagesContext.Provider>
    </SayContext.Provider>
  );
}

export function Messages() {
  const messages = useContext(MessagesContext);
  return (
    <div className="messages" aria-live="polite">
      {messages.map(({ id, text, action }) => (
        <p key={id}>
          {text} {action && <button onClick={action.run}>{action.label}</button>}
        </p>
      ))}
    </div>
  );
}
