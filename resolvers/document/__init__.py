"""The GraphQL side of an operation: its text, validation, limits, cost and selections.

Nothing here runs an operation; `resolvers.execution` does.
"""
