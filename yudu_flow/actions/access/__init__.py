"""Accounts, links, and who may do an act."""
