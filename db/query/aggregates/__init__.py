"""Numbers over many issues: groups, metrics, and the counts that are kept up to date."""
