"""For graders: nbgrader's parts, the bulk path, feedback and reports. No learner's code ever runs."""
