"""Pages of the unit, the office and the leaders: page → action → storage and domain → page."""
