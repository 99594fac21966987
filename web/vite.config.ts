import { defineConfig } from "vite";
import { docs } from "./site/plugin.ts";

/** What each screen of the board needs, and no more. */
const LIBRARIES =
  /node_modules\/(react|react-dom|scheduler|use-sync-external-store|urql|@urql|wonka|graphql-ws|wouter|regexparam|mitt|@0no-co)\//;
/** Our own modules that the list shares with the screens that load later. */
const COMMON =
  /src\/(gql|board\/(app\/(client|keys|live|outbox|viewer)|list\/(use-saved-views|view)|shared\/(marks|messages|token-context|words)))\b.*\.tsx?$/;

/** Three applications and the docs, all under one roof: dist/ as the gateway serves it. */
export default defineConfig({
  appType: "mpa",
  // Relative: the same files work behind any prefix, and nobody has to rewrite them.
  base: "./",
  plugins: [docs()],
  build: {
    outDir: "../gateway/web",
    emptyOutDir: true,
    target: "es2022",
    // Everything is a file of its own: `default-src 'self'` then needs no `data:`.
    assetsInlineLimit: 0,
    // Monaco is large and is fetched once from the same machine.
    chunkSizeWarningLimit: 5000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Libraries mark files for React's server components ("use client"), which there are none of here.
      onLog: (level, log, report) => log.code !== "MODULE_LEVEL_DIRECTIVE" && report(level, log),
      // Two files in place of twenty: each request costs time when the board opens for the first time.
      output: {
        codeSplitting: {
          groups: [
            { name: "libraries", test: LIBRARIES },
            { name: "common", test: COMMON },
          ],
        },
      },
      input: { playground: "playground.html", board: "board.html", docs: "src/docs/main.ts", rest: "src/docs/rest.ts" },
    },
  },
});
