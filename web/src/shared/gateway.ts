/** Where the gateway of this page is: at the root of its host, or behind a prefix that a proxy takes off. */

/** Every script is in `assets/`, right below it, whichever page it is loaded by. */
const ROOT = new URL(/* @vite-ignore */ "..", import.meta.url);

/** The address of `path`, which begins without a slash. */
export function addressOf(path: string): string {
  return new URL(path, ROOT).href;
}

/** The media type of answers (GraphQL over HTTP). */
export const ACCEPT = "application/graphql-response+json";
