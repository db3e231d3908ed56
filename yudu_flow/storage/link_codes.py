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
BLOCK = hashlib.sha256().block_size
INNER, OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))
LENGTH = 10
"""Characters of a code, 59 bits: an SMS has no room for more."""
FEED_LENGTH = 32
BEFORE = "/s/"
"""What a code or mark in a text comes after."""
BEFORE_MARK, REST_OF_MARK = f"{BEFORE}~", re.compile(r"[A-Za-z0-9]{9}")


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


def feed_code_of(key: bytes, bureau: str, person: str, mark: str) -> str:
    """The code in the address of somebody's calendar, 190 bits: nobody types it, and it lasts."""
    return _spelled(_seal(key, "feed", bureau, person, mark), FEED_LENGTH)


def hash_of(key: bytes, code: str) -> str:
    """What the database knows the code by."""
    return _seal(key, "hash", code).hex()


def with_codes(key: bytes, bureau: str, recipient: str, words: str) -> str:
    """A stored text as its reader gets it."""
    first, *rest = words.split(BEFORE_MARK)
    parts = [first]
    for part in rest:
        mark, after = _mark(part), part[LENGTH - 1 :]
        parts.append(f"{BEFORE}{code_of(key, bureau, recipient, mark)}{after}" if mark else f"{BEFORE_MARK}{part}")
    return "".join(parts)


def marks_in(*texts: str) -> set[str]:
    """The marks that stand in stored texts."""
    return {mark for words in texts for part in words.split(BEFORE_MARK)[1:] if (mark := _mark(part))}


def _mark(part: str) -> str:
    """The mark whose rest a part begins with: texts are split, since to search them for a pattern takes longer."""
    return f"~{part[: LENGTH - 1]}" if REST_OF_MARK.match(part) else ""


def _seal(key: bytes, *parts: str) -> bytes:
    """HMAC-SHA256 (RFC 2104), without mixing the key in anew for each of thousands of links."""
    inner, outer = (half.copy() for half in _mixed(key))
    inner.update("\x1f".join(parts).encode())
    outer.update(inner.digest())
    return outer.digest()


@lru_cache(maxsize=64)
def _mixed(key: bytes) -> tuple["hashlib._Hash", "hashlib._Hash"]:
    block = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    return hashlib.sha256(block.translate(INNER)), hashlib.sha256(block.translate(OUTER))


def _spelled(random: bytes, length: int) -> str:
    """The lowest digit first; two at a time."""
    number, spelled = int.from_bytes(random) % len(ALPHABET) ** length, ""
    for _ in range(0, length, 2):
        number, place = divmod(number, len(PAIRS))
        spelled += PAIRS[place]
    return spelled[:length]
