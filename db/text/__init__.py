"""Text as it is compared, searched and cleaned: folding, words, blanks and reactions."""
