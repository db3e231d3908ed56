"""What people do: one act a file."""
