"""HTTP around any request: headers, hosts, origins, deadlines and body sizes.

Authentication and rate limits are in `gateway.access`; GraphQL over HTTP is in `gateway.graphql`.
"""
