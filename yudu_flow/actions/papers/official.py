"""An official paper (公文) as values, to be laid out as GB/T 9704-2012 has it by `official_docx`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yudu_flow.actions.papers.title_lines import title_lines
from yudu_flow.wording.numerals import numeral


@dataclass(frozen=True, slots=True)
class PaperTable:
    """`widths` are shares of the line, one a column."""

    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """A table on pages of its own."""

    title: str
    table: PaperTable


@dataclass(frozen=True, slots=True)
class Block:
    """A heading of the first level, without its number, and the paragraphs below; without one they follow.

    `parts` are below it with headings of the second level: （一）…, then comes its `table`. A paragraph that begins
    with 甲局： has that name in bold where it is one of its `leads`.
    """

    heading: str
    paragraphs: tuple[str, ...]
    parts: tuple["Block", ...] = ()
    leads: tuple[str, ...] = ()
    table: PaperTable | None = None


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """The whole. `to` are the addressees, empty for none; `signed` the body in whose name it goes, on `dated`.

    `form` says which of `forms.FORMS` it is; `number` stands under the title; `sealed` leaves room for the seal.
    """

    title: str
    sections: Sequence[Block]
    signed: str
    dated: date
    to: str = ""
    annexes: tuple[Annex, ...] = ()
    draft: bool = False
    form: str = ""
    number: str = ""
    sealed: bool = False

    @property
    def headed(self) -> list[tuple[str, Block]]:
        """Each section with its heading numbered: 一、…."""
        count, found = 0, []
        for section in self.sections:
            count += bool(section.heading)
            found.append((f"{numeral(count)}、{section.heading}" if section.heading else "", section))
        return found


def titled(paper: OfficialPaper) -> str:
    """Its title, which says of a draft that it is one, in lines that break no word."""
    return "\n".join(title_lines(f"{paper.title}（草稿）" if paper.draft else paper.title))


def annex_words(annexes: Sequence[Annex]) -> list[str]:
    """The lines below the text that name the annexes: a number only where there are several, no mark at the end."""
    numbered = [f"{place}.{one.title}" if len(annexes) > 1 else one.title for place, one in enumerate(annexes, 1)]
    return [f"附件：{numbered[0]}", *numbered[1:]] if numbered else []
