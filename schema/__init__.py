"""What a client of the GraphQL API sees: types, arguments, inputs, payloads; no behaviour."""
