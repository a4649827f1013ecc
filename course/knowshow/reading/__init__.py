"""For graders: all written answers to one item, read blind, marked by keyboard, entered in the gradebook."""
