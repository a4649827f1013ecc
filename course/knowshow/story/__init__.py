"""The story engine, pure: a scenario, how it is played, every path it has, and what each path leads to."""
