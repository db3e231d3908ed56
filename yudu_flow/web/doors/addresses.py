"""Addresses that somebody's browser sends along, in headers and fields: one that cannot be read is none."""

from urllib.parse import SplitResult, urlsplit

NONE = SplitResult("", "", "", "", "")


def parted(address: str) -> SplitResult:
    """Its parts, all of them empty where it is no address: `http://[` is refused by the library that reads it."""
    try:
        return urlsplit(address)
    except ValueError:
        return NONE
