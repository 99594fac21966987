// The schema comes from the running gateway, by introspection; the scalars are those of docs/guides/javascript.md.
import { scalars } from "./scalars.mjs";

export default {
  schema: [{ [process.env.GATEWAY_URL]: { headers: { Authorization: `Bearer ${process.env.GATEWAY_TOKEN}` } } }],
  documents: ["main.ts", "tanstack.ts"],
  generates: {
    "generated/": {
      preset: "client",
      presetConfig: { persistedDocuments: { hashAlgorithm: "sha256" } },
      config: { enumsAsTypes: true, scalars, strictScalars: true, emitLegacyCommonJSImports: false },
    },
  },
};
