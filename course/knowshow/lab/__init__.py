"""JupyterLab in course mode: its server, its kernel, the workspace it opens, the cells it may run."""
