/** The REST reference: Swagger UI on this gateway's own OpenAPI document, trying things out with the tab's token. */
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle.js";
import "swagger-ui-dist/swagger-ui.css";
import { addressOf } from "../shared/gateway.ts";
import { keepToken, onTokenArrival, takeToken } from "../shared/token.ts";
import "./rest.css";

const DOCUMENT = addressOf("api/v1/openapi.json");
const SCHEME = "token";

interface SwaggerInstance {
  preauthorizeApiKey(scheme: string, value: string): void;
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const followTheme = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followTheme);
followTheme();

const token = takeToken();
onTokenArrival(() => location.reload());
showToken(token);

const reference = document.getElementById("rest-reference");
if (reference) new MutationObserver(makeAccessible).observe(reference, { childList: true, subtree: true });

const viewer: SwaggerInstance = SwaggerUI({
  url: DOCUMENT,
  domNode: reference,
  // By default, Swagger UI sends the document's address to a server of Swagger.
  validatorUrl: null,
  tryItOutEnabled: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  syntaxHighlight: { activated: true, theme: "agate" },
  onComplete: () => {
    if (token) viewer.preauthorizeApiKey(SCHEME, token);
  },
  requestInterceptor: (request: { headers: Record<string, string> }) => {
    const used = /^Bearer (.+)$/.exec(request.headers["Authorization"] ?? "")?.[1];
    if (used) keepToken(used);
    return request;
  },
});

/** Accessible names that Swagger UI lacks, and keyboard access to its scrolling areas. */
function makeAccessible(): void {
  for (const field of document.querySelectorAll<HTMLElement>("#rest-reference tr[data-param-name] :is(select, input)")) {
    field.setAttribute("aria-label", field.closest("tr")?.dataset["paramName"] ?? "");
  }
  for (const field of document.querySelectorAll("#rest-reference .body-param__text")) {
    field.setAttribute("aria-label", "Request body");
  }
  for (const block of document.querySelectorAll("#rest-reference :is(pre, .microlight)")) {
    block.setAttribute("tabindex", "0");
  }
}

function showToken(present: string | null): void {
  const note = document.getElementById("rest-token");
  if (!note) return;
  note.textContent = present
    ? "“Execute” sends requests to this gateway with the token of this tab."
    : "To send requests from this page, press “Authorize” and paste a token.";
}
