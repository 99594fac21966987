"""GraphQL on the wire: over HTTP, over WebSockets, and documents registered beforehand.

`resolvers` interprets operations; nothing here reads a GraphQL document.
"""
