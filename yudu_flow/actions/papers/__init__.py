"""Papers that are put together from what was reported, read and written by people."""
