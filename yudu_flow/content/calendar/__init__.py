"""config/calendar.yaml: working days."""
