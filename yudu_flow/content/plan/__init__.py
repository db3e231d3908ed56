"""workflows/*.yaml: what is owed."""
