"""A story outside the notebook: as one linear text."""
