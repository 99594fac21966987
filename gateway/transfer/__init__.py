"""Import and export: files of other programs, and a running gateway."""
