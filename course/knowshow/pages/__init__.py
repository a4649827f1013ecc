"""One module for each name that a notebook calls; `widgets` holds the classes they show."""
