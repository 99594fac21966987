"""The documented Atlas Issues API, each route translated into one stored GraphQL operation."""
