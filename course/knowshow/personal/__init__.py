"""For whoever runs the course: one person's data, wherever it is kept; found, given out, deleted."""
