"""How the course looks in the browser: scripts, styles and their parts, for pages, phones and first paint."""
