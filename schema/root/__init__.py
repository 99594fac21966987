"""The three root operation types: Query, Mutation and Subscription.

Types, inputs and payloads belong in the file of their noun.
"""
