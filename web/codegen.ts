import type { CodegenConfig } from "@graphql-codegen/cli";

/** Types for the operations in src/, from the committed schema. `npm run check` fails when they are stale. */
const config: CodegenConfig = {
  schema: "../schema/schema.graphql",
  documents: "src/**/*.graphql",
  generates: {
    "src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          Date: "string",
          DateTime: "string",
          DateTimeOrDuration: "string",
          JSON: "unknown",
          SafeInt: "number",
          Upload: "File",
        },
      },
    },
  },
};

export default config;
