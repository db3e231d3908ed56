"""The year's archive (归档): every item as a paper and as data, its files, summaries, ledger and acts, in one .zip.

Streamed: some items at a time are read, written as Word files, and led over to PDF in one order where LibreOffice is
installed. As of the end of the year's last item, once that is past: the same facts are then the same bytes.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection

from yudu_flow import __version__
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.papers import bulletin as bulletins_made
from yudu_flow.actions.papers.archive_index import INDEX, LIST, Listing, list_of, page_of
from yudu_flow.actions.papers.attachment_names import LONGEST_FOLDER, named, once
from yudu_flow.actions.papers.item_papers import PAPERS, papers_due
from yudu_flow.actions.papers.official import OfficialPaper
from yudu_flow.actions.papers.pdf import all_as_pdf, can_make_pdf
from yudu_flow.actions.papers.summary import final_summaries, plans_with_reports, summary
from yudu_flow.actions.papers.summary_paper import summary_paper
from yudu_flow.actions.papers.zip_stream import Entry, zipped
from yudu_flow.actions.views.archived_item import as_line, item_data, item_paper
from yudu_flow.actions.views.year_ledger import year_ledger
from yudu_flow.domain.errors import NotAllowed, NotFound
from yudu_flow.domain.period import spell_date
from yudu_flow.storage import attachments, audit, edited_papers, obligations
from yudu_flow.storage.attachments import Store
from yudu_flow.storage.rows import Owed

log = logging.getLogger("yudu_flow")
BATCH = 10
"""Items that are read and led over together: they stand in memory until the last of them has gone out."""
PAGE = 1000
"""Acts of the audit that are read together."""
ALL_OF = "{}年归档"
NONE = "{}年没有可以归档的事项"
EARLY = "{}年还没有开始，不能归档"


def year_archive(
    bureau: Bureau, store: Store, year: int, now: datetime, done: Callable[[str], None] | None = None
) -> Iterator[bytes]:
    """The .zip, piece by piece; `done` is told the SHA-256 of its list. Raises NotFound where nothing was owed."""
    # No generator itself: what it refuses is refused before the first byte goes out.
    if year > local_day(now).year:
        raise NotAllowed(EARLY.format(year))
    with bureau.reading() as db:
        owed = list(obligations.between(db, bureau.key, f"{year:04}-01", f"{year:04}-12"))
    if not owed:
        raise NotFound(NONE.format(year))
    as_of = min(now, max(one.closes_at for one in owed))
    return zipped(_Year(bureau, store, year, owed, as_of).entries(done))


class _Year:
    """One bureau's year, as of an instant."""

    def __init__(self, bureau: Bureau, store: Store, year: int, owed: Sequence[Owed], as_of: datetime) -> None:
        self._bureau, self._store, self._year, self._owed, self._as_of = bureau, store, year, owed, as_of
        self._months = defaultdict[str, set[str]](set)
        self._lost, self._missing = set[str](), list[str]()

    def entries(self, done: Callable[[str], None] | None) -> Iterator[Entry]:
        """Everything, and last the page and the list, which know what went before and what the store had lost."""
        listing = Listing()
        self._look_for_the_lost()
        yield from listing.noting(self._content())
        title = f"{self._bureau.roster.bureau_name}{ALL_OF.format(self._year)}"
        page = page_of(listing.files, title, self._facts(len(listing.files)), self._missing)
        yield from listing.noting([(INDEX, [page])])
        data = list_of(listing.files, dict(self._facts(len(listing.files))), self._missing)
        yield LIST, [data]
        if done:
            done(sha256(data).hexdigest())

    def _look_for_the_lost(self) -> None:
        """Before the first byte; what goes after it breaks the archive off."""
        with self._bureau.reading() as db:
            files = attachments.filed_of(db, self._bureau.key, [one.id for one in self._owed])
        self._lost = attachments.lost(self._store, {row.sha256 for rows in files.values() for row in rows})
        if self._lost:
            log.error("the store has lost %d attachments of the year %d", len(self._lost), self._year)

    def _facts(self, files: int) -> list[tuple[str, str]]:
        return [
            ("立档单位", self._bureau.roster.bureau_name),
            ("年度", str(self._year)),
            ("事项", f"{len(self._owed)}件"),
            ("文件", f"{files}个"),
            ("情况截至", spell_date(local_day(self._as_of))),
            ("方案", "；".join(f"《{plan.title}》（{plan.number}）" for plan in self._bureau.content.plans)),
            ("生成程序", f"yudu-flow {__version__}"),
        ]

    def _content(self) -> Iterator[Entry]:
        for start in range(0, len(self._owed), BATCH):
            yield from self._items(self._owed[start : start + BATCH])
        yield from self._finished(self._together())
        with self._bureau.reading() as db:
            ledger = year_ledger(self._bureau, db, self._year, self._as_of)
        yield f"{self._year}年台账.xlsx", [ledger]
        yield "审计记录.json", self._acts()

    def _items(self, owed: Sequence[Owed]) -> Iterator[Entry]:
        """Papers first, then data and files, a folder an item."""
        papers: dict[str, OfficialPaper] = {}
        rest: list[Entry] = []
        with self._bureau.reading() as db:
            files = attachments.filed_of(db, self._bureau.key, [one.id for one in owed])
            for sight in see(db, owed):
                folder = self._folder(sight.owed)
                found = [*named((sight.owed, row) for row in files.get(sight.owed.id, ()))]
                papers |= self._papers(db, sight, folder, [name for name, _ in found])
                rest.append((f"{folder}/数据.json", [item_data(self._bureau, db, sight, found, self._as_of)]))
                here = [(name, row) for name, row in found if row.sha256 not in self._lost]
                rest += [(f"{folder}/{name}", attachments.read(self._store, row.sha256)) for name, row in here]
                self._missing += [f"{folder}/{name}" for name, row in found if row.sha256 in self._lost]
        yield from self._finished(papers)
        yield from rest

    def _papers(self, db: Connection, sight: Sight, folder: str, files: Sequence[str]) -> dict[str, OfficialPaper]:
        """The item itself and what was written about it; the draft of a talk is no record."""
        found = {f"{folder}/事项": item_paper(self._bureau, db, sight, files, self._as_of)}
        for name, words in papers_due(self._bureau, db, sight, self._as_of):
            paper = PAPERS[name][1](self._bureau, db, sight, self._as_of)
            found |= {} if paper.draft else {f"{folder}/{words}": paper}
        return found

    def _folder(self, owed: Owed) -> str:
        name = once(f"{owed.owner}_{owed.title}.x", self._months[owed.month], LONGEST_FOLDER).removesuffix(".x")
        return f"事项/{owed.month}/{name}"

    def _together(self) -> dict[str, OfficialPaper]:
        """The final summaries, and the bulletins that the office wrote, of the year."""
        bureau, as_of, found = self._bureau, self._as_of, dict[str, OfficialPaper]()
        with bureau.reading() as db:
            for one in reversed(final_summaries(bureau, db)):
                if one.period.startswith(f"{self._year}"):
                    shown = summary(bureau, db, as_of, one.plan, one.period)
                    found[f"汇总/{one.period}_{one.plan}"] = summary_paper(bureau, shown, as_of)
            for plan, month in self._bulletins(db):
                made = bulletins_made.bulletin(bureau, db, as_of, plan, month)
                found[f"通报/{month}_{plan}"] = bulletins_made.paper_of(bureau, made, as_of)
        return found

    def _bulletins(self, db: Connection) -> Iterator[tuple[str, str]]:
        """The plans and months in which the office wrote one."""
        months = [f"{self._year:04}-{month:02}" for month in range(1, 13)]
        places = ((plan.id, month) for plan in plans_with_reports(self._bureau) for month in months)
        return (place for place in places if edited_papers.bulletin(db, self._bureau.key, *place))

    def _finished(self, papers: dict[str, OfficialPaper]) -> Iterator[Entry]:
        """As PDF where it can be made, else for Word; papers that LibreOffice does not take stay Word files too."""
        from yudu_flow.actions.papers.official_docx import official_docx  # loads python-docx

        made = {name: official_docx(paper) for name, paper in papers.items()}
        kind = "docx"
        if made and can_make_pdf():
            with suppress(NotAllowed):
                made, kind = all_as_pdf(made), "pdf"
        return ((f"{name}.{kind}", [data]) for name, data in made.items())

    def _acts(self) -> Iterator[bytes]:
        """The acts from the year's beginning on that went before, in the order of their chain, one a line."""
        before: int | None = 0
        while before is not None:
            with self._bureau.reading() as db:
                rows = audit.after(db, self._bureau.key, before, PAGE)
            mine = [row for row in rows if local_day(row.at).year >= self._year and row.at < self._as_of]
            yield b"".join(as_line(row._asdict()) for row in mine)
            before = rows[-1].seq if len(rows) == PAGE else None
