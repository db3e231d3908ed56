"""All tables together, for whoever makes, moves or counts a whole database."""

from yudu_flow.storage import access_tables, announcement_tables, firm_tables, request_tables, yearly_tables
from yudu_flow.storage.tables import METADATA

# Their import declares the tables: those of one that is left out are neither made nor moved nor counted.
LOADED = access_tables, announcement_tables, firm_tables, request_tables, yearly_tables

__all__ = ["LOADED", "METADATA"]
