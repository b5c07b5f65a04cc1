"""A user's own network: tables, how files are read into them, and the Network they make."""
