"""notifications/: what is said."""
