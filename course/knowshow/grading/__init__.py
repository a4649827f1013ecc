"""Grading: keys, nbgrader's pipelines, the bulk path, feedback and reports. No learner's code ever runs."""
