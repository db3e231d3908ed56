"""Form letters: what many are told in the same words is rendered once, and each reader's own words are filled in.

Only a letter of one line is one, and only in templates that print a reader's own words as they are (own_words.py).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, NamedTuple

from markupsafe import escape

from yudu_flow.content.notifications.own_words import OF_LETTER, OF_LINE
from yudu_flow.domain.digest import Letter, Line

MOST_KEPT = 512
own_of_letter, own_of_line = attrgetter(*OF_LETTER), attrgetter(*OF_LINE)
shared_of_line = attrgetter(*(one.name for one in fields(Line) if one.name not in OF_LINE))
STAND_INS = [f"\ue000{number}\ue001" for number in range(len(OF_LETTER) + len(OF_LINE))]
"""In characters that no alphabet has."""
APART = "\x1f"
"""A blank, which stands in none of the own words."""
STAND_IN = re.compile("\ue000([0-9])\ue001")
Places = tuple[list[str], tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in words. `kind` is that of its leading section; `subject` and `html` are empty for SMS."""

    kind: str
    subject: str
    text: str
    html: str = ""


class FormLetter(NamedTuple):
    """A letter with places for what is its reader's own."""

    kind: str
    subject: Places
    text: Places
    html: Places


Write = Callable[[Letter], Rendered]


class FormLetters:
    """Those of one set of templates. Safe to share between threads."""

    def __init__(self) -> None:
        self._known: dict[Any, FormLetter | None] = {}

    def written(self, letter: Letter, write: Write) -> Rendered:
        """As `write` would write it. A form is made when words are said a second time: most are said once."""
        own = _own(letter)
        if own is None:
            return write(letter)
        key = (letter.day, *map(bool, own), *shared_of_line(letter.lines[0]))
        if (form := self._known.get(key)) is not None:
            return _filled(form, own)
        written = write(letter)
        if key in self._known:
            form = _form(letter, own, write)
            # Held against the letter itself: a template that looks into a name says other words to a stand-in.
            self._known[key] = form if _filled(form, own) == written else None
        else:
            self._remember(key)
        return written

    def _remember(self, key: Any) -> None:
        if len(self._known) >= MOST_KEPT:
            self._known.clear()
        self._known[key] = None


def _own(letter: Letter) -> tuple[str, ...] | None:
    """What is its reader's own, without blanks, which would be folded or cut off; None where it is no form letter."""
    if len(letter.lines) != 1 or letter.office or letter.digest or letter.entry or letter.announced or letter.reasons:
        return None
    own: tuple[str, ...] = (*own_of_letter(letter), *own_of_line(letter.lines[0]))
    words = "".join(own)
    return own if words.split() == [words] or not words else None


def _form(letter: Letter, own: tuple[str, ...], write: Write) -> FormLetter:
    """The letter with a place for each own word: of what is not there, templates say nothing."""
    words = (stand_in if word else "" for stand_in, word in zip(STAND_INS, own, strict=True))
    to, bureau, to_all, owner, unit, link, reason = words
    line = replace(letter.lines[0], owner=owner, unit=unit, link=link, reason=reason)
    written = write(replace(letter, to=to, bureau=bureau, link=to_all, lines=(line,)))
    return FormLetter(written.kind, _places(written.subject), _places(written.text), _places(written.html))


def _places(words: str) -> Places:
    """Words and, in every second place, which of the own words stands there."""
    parts = STAND_IN.split(words)
    return parts, tuple((place, int(parts[place])) for place in range(1, len(parts), 2))


def _filled(form: FormLetter, own: Sequence[str]) -> Rendered:
    escaped = str(escape(APART.join(own))).split(APART)
    texts = _filled_in(form.subject, own), _filled_in(form.text, own), _filled_in(form.html, escaped)
    return Rendered(form.kind, *texts)


def _filled_in(places: Places, own: Sequence[str]) -> str:
    """Joined, which takes an eighth of the time that formatting does."""
    parts = places[0].copy()
    for place, number in places[1]:
        parts[place] = own[number]
    return "".join(parts)
