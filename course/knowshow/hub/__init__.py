"""The course on a JupyterHub: the files that an operator needs, and what they call when people sign in."""
