"""What is asked and what is right: items, keys, scoring, and the folder of a graded course."""
