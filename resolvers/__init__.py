"""GraphQL meets SQL here: operations become selections, mutations become actions."""
