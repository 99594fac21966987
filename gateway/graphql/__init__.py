"""GraphQL on the wire: over HTTP, over WebSockets, and documents registered beforehand.

What an operation means is `resolvers`; nothing here reads a GraphQL document.
"""
