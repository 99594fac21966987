"""Webhooks: sending changes to the addresses of others."""
