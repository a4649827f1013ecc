"""Completion, scores and item statistics of a course, as lines, CSV or a page."""
