"""Storage: tables, changes and queries; imports nothing of the layers above."""
