/** Start the page: ask for a token, then show the urgent issues. */
import { StrictMode, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { cacheExchange, Client, fetchExchange, Provider } from "urql";
import { UrgentIssues } from "./urgent-issues";

const GATEWAY: string = import.meta.env.VITE_GATEWAY_URL ?? "http://127.0.0.1:8000";

function Page() {
  const [token, setToken] = useState("");
  const client = useMemo(
    () =>
      new Client({
        url: `${GATEWAY}/graphql`,
        exchanges: [cacheExchange, fetchExchange],
        preferGetMethod: false,
        fetchOptions: { headers: { authorization: `Bearer ${token}` } },
      }),
    [token],
  );
  if (!token) {
    const submit = (form: FormData) => setToken(String(form.get("token")).trim());
    return (
      <form action={submit}>
        <label>
          Token <input name="token" type="password" required />
        </label>{" "}
        <button>Show urgent issues</button>
      </form>
    );
  }
  return (
    <Provider value={client}>
      <UrgentIssues />
    </Provider>
  );
}

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
