"""The course's own files, read strictly: what is wrong with one is said by file, line and key."""
