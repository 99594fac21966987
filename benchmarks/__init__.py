"""Benchmarks: the gateway beside its peers, on one machine and the same data."""
