"""The peers of the gateway, each written as its own documentation teaches."""
