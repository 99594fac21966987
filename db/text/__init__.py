"""Text as it is compared and searched: case folding, and the words of a text."""
