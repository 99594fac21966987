"""The running server: settings, HTTP around the schema, health, logs and the command line."""
