"""What pages, exports and commands show. Reads only."""
