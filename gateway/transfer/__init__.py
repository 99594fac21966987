"""Import and export between files of other programs and a running gateway."""
