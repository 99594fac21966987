"""HTTP around any request: headers, hosts, origins, deadlines and body sizes.

Who may ask is `gateway.access`; what GraphQL adds to HTTP is `gateway.graphql`.
"""
