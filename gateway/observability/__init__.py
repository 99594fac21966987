"""Observability: log lines, metrics and health checks."""
