import { defineConfig } from "vite";
import { PLAIN, board } from "./board-bundle.ts";
import { docs } from "./site/plugin.ts";

/** Which scripts the pages are cut into: each request costs time when the board opens for the first time. */
const SCRIPTS = [
  // What the early script needs, and the other screens and pages too; it starts the others with the bundler's helper.
  { name: "first", test: new RegExp(`${PLAIN.source}|vite/preload-helper\\.js$`) },
  // What each screen of the board needs, and no more.
  {
    name: "libraries",
    test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|urql|@urql|wonka|graphql-ws|wouter|regexparam|mitt|@0no-co)\//,
  },
  // Our own modules that the list shares with the screens that load later.
  {
    name: "common",
    test: /src\/(gql\/graphql|board\/(app\/(client|keys|live|outbox|reread|viewer)|list\/(found|use-columns|use-saved-views)|shared\/(conflict|lazy-pickers|marks|messages|opening|token-context|sentence|use-choices|use-update)))\.\w+$/,
    includeDependenciesRecursively: false,
  },
];

/** Three applications and the docs, all under one roof: dist/ as the gateway serves it. */
export default defineConfig({
  appType: "mpa",
  // Relative: the same files work behind any prefix, and nobody has to rewrite them.
  base: "./",
  plugins: [board(), docs()],
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
      output: { codeSplitting: { groups: SCRIPTS } },
      input: { playground: "playground.html", board: "board.html", docs: "src/docs/main.ts", rest: "src/docs/rest.ts" },
    },
  },
});
