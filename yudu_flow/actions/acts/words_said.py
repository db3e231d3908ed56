"""Words that come with an act, by whichever way: without the blanks around them, and never longer than is read."""

from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.printable import without_margins

LONGEST = 2000
"""Characters of a line of words; a report's own are limited by its form."""


def words_said(given: str, field: str, called: str = "内容", *, missing: str = "", longest: int = LONGEST) -> str:
    """The words of that field, which people know as `called`.

    Raises BadRequest where they are too long, or empty although `missing` says what is told to whoever leaves them so.
    """
    words = without_margins(given)
    if missing and not words:
        raise BadRequest(missing, needs=(field,))
    if len(words) > longest:
        raise BadRequest(f"{called}请不要超过{longest}字", needs=(field,))
    return words


def line_said(given: str, field: str, called: str, *, missing: str, longest: int = LONGEST) -> str:
    """The same in one line."""
    return " ".join(words_said(given, field, called, missing=missing, longest=longest).split())
