"""The pages of whoever looks after accounts, the machine, or many bureaus."""
