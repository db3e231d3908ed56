"""config/rules.yaml: what the office decided."""
