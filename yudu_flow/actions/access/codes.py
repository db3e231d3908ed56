"""Codes of links. Letters and digits only: mail, chats and terminals leave a `-` or `_` at the end out of the link."""

import secrets

from yudu_flow.storage.link_codes import ALPHABET, LENGTH

ENTRY, SHORT = 32, LENGTH
"""Characters of a sign-in link's code, 190 bits, and of a message's, 59 bits: an SMS has no room for more."""


def new_code(length: int) -> str:
    """A code that nobody guesses."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def without_tail(code: str, length: int) -> str:
    """The code without what a mail or chat program took for a part of the link: `（24小时内有效）`, `。`, `)`."""
    return code[:length]
