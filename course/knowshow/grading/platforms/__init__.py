"""Grades and feedback for learning platforms, as their own imports take them."""
