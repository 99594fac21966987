"""Query parameters of lists, with the extensions of the Atlas Issues API."""
