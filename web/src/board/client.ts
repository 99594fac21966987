/** A GraphQL client in one function; the types come from the operation (src/gql, generated from the schema). */
import type { TypedDocumentString } from "../gql/graphql.ts";
import { addressOf } from "../shared/gateway.ts";

/** What went wrong, in a sentence; `code` is the API's own, or NETWORK. */
export class RequestError extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

interface Answer<Result> {
  data?: Result | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

export async function request<Result, Variables>(
  token: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Result> {
  let response: Response;
  try {
    response = await fetch(addressOf("graphql"), {
      method: "POST",
      headers: {
        Accept: "application/graphql-response+json",
        Authorization: `Bearer ${token}`,
        "Content-Type": "application/json",
      },
      body: JSON.stringify({ query: document.toString(), variables }),
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new RequestError("The gateway does not answer. Is it running?", "NETWORK");
  }
  if (response.status === 401) throw new RequestError("The gateway refuses this token.", "UNAUTHENTICATED");
  const answer = await readAnswer<Result>(response);
  const problem = answer.errors?.[0];
  if (problem) throw new RequestError(problem.message, problem.extensions?.code ?? "INTERNAL");
  if (!answer.data) throw new RequestError(`The gateway answered ${response.status} without data.`, "INTERNAL");
  return answer.data;
}

async function readAnswer<Result>(response: Response): Promise<Answer<Result>> {
  try {
    return (await response.json()) as Answer<Result>;
  } catch {
    throw new RequestError(`The gateway answered ${response.status} without JSON.`, "INTERNAL");
  }
}
