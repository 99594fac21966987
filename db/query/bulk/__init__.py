"""Statements over many rows: those of a table, and those that a filter finds for a change."""
