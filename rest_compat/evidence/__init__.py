"""Attachments, sessions and the forms that bring files."""
