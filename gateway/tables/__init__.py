"""Queries answered as tables: CSV, NDJSON, Arrow and Parquet."""
