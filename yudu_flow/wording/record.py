"""What commands and pages print for other programs."""

from typing import Any

Record = dict[str, Any]
"""One JSON object: names, and values that JSON has, days and instants as they are before they are spelled."""
