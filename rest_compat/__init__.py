"""The documented Atlas Issues API; each route is one stored GraphQL operation."""
