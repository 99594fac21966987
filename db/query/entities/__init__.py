"""Declarations of what can be read: `declaration` has the terms, `registry` the entities.

A new field of a type is one line in `registry`. SQL that needs more than a template belongs to the
compiler, in `db.query`.
"""
