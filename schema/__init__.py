"""The GraphQL API as clients see it: types, arguments, inputs, payloads; no behaviour."""
