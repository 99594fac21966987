"""Access: who may ask, how often, and how much at once (tokens, rate limits, overload).

Limits on the size or form of a request are `gateway.http`; limits on a document are
`resolvers.document`.
"""
