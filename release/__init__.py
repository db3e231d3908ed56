"""What makes releases: the locks, and the bundle for a computer without a network."""
