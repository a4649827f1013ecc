"""The course's own files, read strictly: an error names the file, the line and the key."""
