"""Query parameters of lists that have extensions of ours."""
