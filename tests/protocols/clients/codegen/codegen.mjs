// The schema comes from the running gateway, by introspection.
export default {
  schema: [{ [process.env.GATEWAY_URL]: { headers: { Authorization: `Bearer ${process.env.GATEWAY_TOKEN}` } } }],
  documents: "main.ts",
  generates: {
    "generated/": {
      preset: "client",
      presetConfig: { persistedDocuments: { hashAlgorithm: "sha256" } },
      config: {
        enumsAsTypes: true,
        scalars: { DateTime: "string", DateTimeOrDuration: "string", Date: "string", JSON: "unknown" },
        strictScalars: true,
      },
    },
  },
};
