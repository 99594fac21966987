"""Text as it is compared, searched and cleaned, and how a long one is worked on."""
