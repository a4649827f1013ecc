"""What the learner sees: each widget is a class with the rules, a script that draws, and its styles."""
