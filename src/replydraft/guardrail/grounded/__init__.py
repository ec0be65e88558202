"""Whether what a draft states stands in its case, or can be reckoned from it."""
