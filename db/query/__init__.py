"""Reads: a frozen `Selection` becomes one SQL statement whose result is the response text.

Knows nothing of GraphQL. `compile_selection` is pure: the same selection gives the same text.
"""
