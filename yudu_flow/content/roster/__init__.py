"""config/roster.yaml: who there is."""
