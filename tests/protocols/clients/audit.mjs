// The GraphQL-over-HTTP audit: prints each rule that does not hold, then how many do.
import { serverAudits } from "graphql-http";
import { headers, url } from "./gateway.mjs";

const audits = serverAudits({
  url,
  fetchFn: (input, init) => fetch(input, { ...init, headers: { ...headers, ...init?.headers } }),
});
let held = 0;
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status === "ok") held += 1;
  else console.log(`${result.status} ${audit.id} ${audit.name}: ${result.reason}`);
}
console.log(`${held} of ${audits.length}`);
process.exitCode = held === audits.length ? 0 : 1;
