"""Where GraphQL meets SQL: operations become selections, mutations become actions."""
