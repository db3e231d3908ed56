"""What the decoders make of one file."""

from dataclasses import dataclass
from typing import Literal

Seal = Literal["seen", "not_seen", "unknown"]
"""Whether a red round seal shows. `unknown`: the page cannot be read, or is of a kind that is not looked at."""


@dataclass(frozen=True)
class Finding:
    """The bytes to keep, a JPEG for lists (b"" where there is none), the number of pages (0: not known), the seal."""

    data: bytes
    thumb: bytes = b""
    pages: int = 0
    seal: Seal = "unknown"
