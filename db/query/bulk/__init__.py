"""Statements over many rows: tables, and the issues that a bulk change finds."""
