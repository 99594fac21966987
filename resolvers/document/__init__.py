"""What is GraphQL about an operation: its text, validation, limits, cost and selections.

Nothing here runs an operation; `resolvers.execution` does.
"""
