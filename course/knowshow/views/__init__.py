"""What a reader sees, as plain typed data; drawn elsewhere."""
