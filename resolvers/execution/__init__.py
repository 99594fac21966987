"""Running operations: queries, mutations and subscriptions, with their context and errors.

What a document says is `resolvers.document`; what each mutation does is `resolvers.<noun>`.
"""
