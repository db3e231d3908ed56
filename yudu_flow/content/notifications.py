"""What we say: renders the templates of notifications/ into one message a person, channel and day.

Every template is compiled once, at `load`, and kept as an object; a render looks nothing up. The office edits the
templates, so they run in Jinja2's sandbox, and an unknown variable is an error and never an empty space.
Source: 2-semantics "Who is told, and how little", 3-architecture "compose".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Template
from markupsafe import Markup

from yudu_flow.content.notification_kinds import FRAME_HTML, FRAME_TEXT, templates
from yudu_flow.content.notification_problems import Problem, problems
from yudu_flow.content.notification_templates import compiled, environment, spoken
from yudu_flow.content.notification_words import (
    Section,
    frame_words,
    section_words,
    sections_of,
    short_words,
    subject_words,
)
from yudu_flow.content.short_message import FIXED_WORDS, fit, more, one_line, opening, units
from yudu_flow.domain.digest import Letter

__all__ = ["Notifications", "Problem", "Rendered", "problems"]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in words. `kind` is that of its leading section; `subject` and `html` are empty for SMS."""

    kind: str
    subject: str
    text: str
    html: str = ""


class Notifications:
    """The templates of one bureau, ready to render. Build with `load`; safe to share between threads."""

    def __init__(self, parts: Mapping[str, Template], signature: str, sms_limit: int) -> None:
        self._parts = parts
        self._signature = signature
        self._sms_limit = sms_limit

    @classmethod
    def load(cls, folder: Path, signature: str, sms_limit: int) -> "Notifications":
        """Compile every template in `folder`. Raises TemplateProblem for a missing or broken one, ValueError for a
        signature that leaves no room in `sms_limit` UTF-16 units."""
        if units(opening(signature)) + FIXED_WORDS > sms_limit:
            raise ValueError(f"短信签名“{signature}”过长：{sms_limit}个字的短信放不下期限，请缩短签名")
        jinja = environment(folder)
        return cls({name: compiled(jinja, folder, name) for name in templates()}, signature, sms_limit)

    def daily(self, letter: Letter) -> Rendered:
        """The day's one mail to a person: own lines grouped by kind in their order, then office list, then digest."""
        sections = sections_of(letter)
        subject = self._subject(letter, sections[0].kind) + more(len(letter.lines))
        return self._mail(letter, sections, subject, daily=True)

    def answer(self, letter: Letter) -> Rendered:
        """The answer to a person's own act, by mail; `letter` holds the one line that it is about."""
        sections = sections_of(letter)
        return self._mail(letter, sections, self._subject(letter, sections[0].kind), daily=False)

    def sms(self, letter: Letter) -> Rendered:
        """The SMS about the first of the letter's own lines, at most the limit's UTF-16 units in all."""
        kind = sections_of(letter)[0].kind
        text = fit(lambda title: self._short(letter, kind, title), letter, self._signature, self._sms_limit)
        return Rendered(kind, "", text)

    def _subject(self, letter: Letter, kind: str) -> str:
        return one_line(spoken(self._parts[f"{kind}/subject.txt"], subject_words(letter)))

    def _short(self, letter: Letter, kind: str, title: str) -> str:
        return spoken(self._parts[f"{kind}/sms.txt"], short_words(letter, title))

    def _mail(self, letter: Letter, sections: list[Section], subject: str, daily: bool) -> Rendered:
        words = frame_words(letter, subject, daily)
        words["sections"] = [self._body(letter, section, "txt") for section in sections]
        text = spoken(self._parts[FRAME_TEXT], words)
        words["sections"] = [Markup(self._body(letter, section, "html")) for section in sections]
        return Rendered(sections[0].kind, subject, text, spoken(self._parts[FRAME_HTML], words))

    def _body(self, letter: Letter, section: Section, suffix: str) -> str:
        return spoken(self._parts[f"{section.kind}/body.{suffix}"], section_words(letter, section)).strip()
