/** Errors in words. */
import type { CombinedError } from "urql";

/** The message of an error for a person, in a sentence. */
export function sentenceOf(error: CombinedError): string {
  if (error.networkError) return "The gateway does not answer. Is it running?";
  return error.graphQLErrors[0]?.message ?? error.message;
}
