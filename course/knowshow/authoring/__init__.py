"""For authors: the check of everything they write, the map of a story, the starter of a new one."""
