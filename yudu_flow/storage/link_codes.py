"""Codes of the links in messages, which no database keeps.

A stored text holds a mark in a code's place, as long as one. The code follows from the mark and a key that lies outside
the database, for its reader alone; the database finds it by a keyed hash. Who copied the database has neither.
"""

import hashlib
import hmac
import re
import secrets
import string
from functools import lru_cache
from itertools import product

ALPHABET = string.ascii_letters + string.digits
PAIRS = [low + high for high, low in product(ALPHABET, repeat=2)]
LENGTH = 10
"""Characters of a code, 59 bits: an SMS has no room for more."""
MARK = re.compile(r"/s/(~[A-Za-z0-9]{9})")


def key_from(secret: bytes) -> bytes:
    """The key of the links, made from the home's secret, which signs other things besides."""
    return hmac.digest(secret, b"yudu-flow links", hashlib.sha256)


def new_mark() -> str:
    """What stands for a code that was not there before. `~` is in no code."""
    return f"~{_spelled(secrets.token_bytes(16), LENGTH - 1)}"


# Remembered: a message's link is checked, put into three texts and looked for in the answer, one after the other.
@lru_cache(maxsize=4096)
def code_of(key: bytes, bureau: str, recipient: str, mark: str) -> str:
    """The code that the mark stands for in a message to that person."""
    return _spelled(_seal(key, "code", bureau, recipient, mark), LENGTH)


def hash_of(key: bytes, code: str) -> str:
    """What the database knows the code by."""
    return _seal(key, "hash", code).hex()


def with_codes(key: bytes, bureau: str, recipient: str, words: str) -> str:
    """A stored text as its reader gets it."""
    return MARK.sub(lambda found: f"/s/{code_of(key, bureau, recipient, found[1])}", words)


def _seal(key: bytes, *parts: str) -> bytes:
    return hmac.digest(key, "\x1f".join(parts).encode(), hashlib.sha256)


def _spelled(random: bytes, length: int) -> str:
    """The lowest digit first; two at a time."""
    number, spelled = int.from_bytes(random) % len(ALPHABET) ** length, ""
    for _ in range(0, length, 2):
        number, place = divmod(number, len(PAIRS))
        spelled += PAIRS[place]
    return spelled[:length]
