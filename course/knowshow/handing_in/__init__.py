"""From the learner's hands to the grader's: the exchange or a zip, and what is let in."""
