"""What the decoders make of one file."""

from dataclasses import dataclass
from typing import Literal

Seal = Literal["seen", "not_seen", "unknown"]
"""Whether a red round seal shows. `unknown`: the page cannot be read, or is of a kind that is not looked at."""

KINDS = ("image", "pdf", "docx", "dotx", "xlsx", "ofd", "doc", "xls", "zip")
ALIKE = {"doc": ("doc", "wps", "wpt", "dot"), "xls": ("xls", "et", "ett", "xlt")}
"""What files of a kind are called besides: WPS writes the same under names of its own."""


@dataclass(frozen=True)
class Examined:
    """The bytes to keep, what they are, a JPEG for lists (b"" where there is none), how many pages (0: not known)."""

    data: bytes
    kind: str
    thumb: bytes = b""
    pages: int = 0
    seal: Seal = "unknown"


def extension_of(kind: str, name: str) -> str:
    """The extension under which a file of that kind is offered: its own, where that is another name for the kind."""
    own = name.rpartition(".")[2].lower()
    return own if own in ALIKE.get(kind, ()) else kind
