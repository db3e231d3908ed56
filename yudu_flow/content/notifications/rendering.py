"""What we say: renders the templates of notifications/ into one message a person, channel and day.

Every template is compiled once, at `load`, and kept as an object; a render looks nothing up. The office edits the
templates, so they run in Jinja2's sandbox, and an unknown variable is an error and never an empty space.
Source: 2-semantics "Who is told, and how little", 3-architecture "compose".
"""

from collections.abc import Mapping
from pathlib import Path
from weakref import WeakKeyDictionary

from jinja2 import Template
from markupsafe import Markup

from yudu_flow.content.notifications.form_letters import FormLetters, Rendered
from yudu_flow.content.notifications.kinds import FRAME, FRAME_HTML, FRAME_TEXT, WRITTEN, templates
from yudu_flow.content.notifications.memory import HEADLINES, WHOLE
from yudu_flow.content.notifications.short_message import FIXED_WORDS, fit, more, one_line, opening, units
from yudu_flow.content.notifications.templates import compiled, says_as_it_is, spoken
from yudu_flow.content.notifications.words import (
    Stanza,
    frame_words,
    section_words,
    sections_of,
    short_words,
    subject_words,
)
from yudu_flow.domain.digest import Letter

FORM_LETTERS: WeakKeyDictionary[Template, FormLetters] = WeakKeyDictionary()
"""By the frame: homes that say the same share their templates, and what was written with them."""


class Notifications:
    """The templates of one bureau, ready to render. Build with `load`; safe to share between threads."""

    def __init__(self, parts: Mapping[str, Template], signature: str, sms_limit: int) -> None:
        if units(opening(signature)) + FIXED_WORDS > sms_limit:
            raise ValueError(f"短信签名“{signature}”过长：{sms_limit}个字的短信放不下期限，请缩短签名")
        self._parts = parts
        self._said_alike = _said_alike(parts)
        self._forms = FORM_LETTERS.setdefault(parts[FRAME_HTML], FormLetters()) if self._said_alike else FormLetters()
        self._signature = signature
        self._sms_limit = sms_limit

    @classmethod
    def load(
        cls, folder: Path, signature: str, sms_limit: int, memory: Path | None = None, *, headlines: bool = False
    ) -> "Notifications":
        """Compile every template in `folder`, or find them compiled in the folder `memory`.

        For `headlines` only what `headline` and `sms` say, a tenth of the work. Raises TemplateProblem for a missing or
        broken one, ValueError for a signature that leaves no room in `sms_limit` UTF-16 units.
        """
        names = [name for name in templates() if not headlines or name.endswith(("/subject.txt", "/sms.txt"))]
        return cls(compiled(folder, names, memory, HEADLINES if headlines else WHOLE), signature, sms_limit)

    def daily(self, letter: Letter) -> Rendered:
        """The day's one mail to a person: own lines grouped by kind in their order, then office list, then digest."""
        if letter.lines and letter.lines[0].kind in self._said_alike:
            return self._forms.written(letter, self._daily)
        return self._daily(letter)

    def _daily(self, letter: Letter) -> Rendered:
        return self._mail(letter, sections_of(letter), daily=True)

    def answer(self, letter: Letter) -> Rendered:
        """A mail by itself: the answer to a person's own act, which is the letter's one line, or a sign-in link."""
        return self._mail(letter, sections_of(letter), daily=False)

    def headline(self, letter: Letter, *, daily: bool) -> Rendered:
        """Kind and subject alone of a mail that nobody will read, for simulations."""
        kind = sections_of(letter)[0].kind
        return Rendered(kind, self._subject(letter, kind, daily), "")

    def sms(self, letter: Letter) -> Rendered:
        """The SMS about the first of the letter's own lines, at most the limit's UTF-16 units in all."""
        kind = sections_of(letter)[0].kind
        text = fit(lambda title: self._short(letter, kind, title), letter, self._signature, self._sms_limit)
        return Rendered(kind, "", text)

    def _subject(self, letter: Letter, kind: str, daily: bool) -> str:
        subject = one_line(spoken(self._parts[f"{kind}/subject.txt"], subject_words(letter)))
        return subject + more(len(letter.lines)) if daily else subject

    def _short(self, letter: Letter, kind: str, title: str) -> str:
        return spoken(self._parts[f"{kind}/sms.txt"], short_words(letter, title))

    def _mail(self, letter: Letter, sections: list[Stanza], daily: bool) -> Rendered:
        subject = self._subject(letter, sections[0].kind, daily)
        words = frame_words(letter, subject, daily)
        words["sections"] = [self._body(letter, section, "txt") for section in sections]
        text = spoken(self._parts[FRAME_TEXT], words)
        words["sections"] = [Markup(self._body(letter, section, "html")) for section in sections]
        return Rendered(sections[0].kind, subject, text, spoken(self._parts[FRAME_HTML], words))

    def _body(self, letter: Letter, section: Stanza, suffix: str) -> str:
        return spoken(self._parts[f"{section.kind}/body.{suffix}"], section_words(letter, section)).strip()


def _said_alike(parts: Mapping[str, Template]) -> set[str]:
    """The kinds whose mails print what is their reader's own as it is."""
    if FRAME_HTML not in parts or not (says_as_it_is(parts[FRAME_TEXT]) and says_as_it_is(parts[FRAME_HTML])):
        return set()
    bodies = [name for name in parts if name.endswith(".html") and not name.startswith(f"{FRAME}/")]
    kinds = [name.partition("/")[0] for name in bodies]
    return {kind for kind in kinds if all(says_as_it_is(parts[f"{kind}/{part}"]) for part in WRITTEN)}
