/** The board: a token first, then the screens; the list that is there already is taken over. */
import { StrictMode, useEffect, useState } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { askOtherTabs, dropToken, keepToken, onTokenArrival, takeToken } from "../../shared/token.ts";
import { takeDrawn, type Drawn } from "./early.ts";
import { Screens } from "./screens.tsx";
import { TokenForm } from "./token-form.tsx";

function App({ drawn }: { drawn: Drawn | undefined }) {
  const [token, setToken] = useState(takeToken);
  const [asked, setAsked] = useState(token !== null);
  const [refused, setRefused] = useState(false);
  const use = (next: string) => {
    keepToken(next);
    setRefused(false);
    setToken(next);
  };
  useEffect(() => {
    onTokenArrival(use);
    if (asked) return;
    void askOtherTabs().then((other) => {
      if (other !== null) use(other);
      setAsked(true);
    });
  }, []);
  if (!asked) return null;
  if (token === null) return <TokenForm refused={refused} onToken={use} />;
  const refuse = () => {
    dropToken();
    setToken(null);
    setRefused(true);
  };
  return <Screens key={token} token={token} drawn={drawn} onRefused={refuse} />;
}

const main = document.querySelector("main");
if (main) {
  const drawn = takeDrawn();
  const app = (
    <StrictMode>
      <App drawn={drawn} />
    </StrictMode>
  );
  if (drawn) hydrateRoot(main, app);
  else createRoot(main).render(app);
}
