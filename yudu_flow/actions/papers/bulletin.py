"""The month's bulletin (通报) of a plan: how it was counted, how many stand where, what went wrong, what comes next.

Made from the records; a paragraph is its source until the office edits it, and then keeps the digest of what it was
written over. Units are named in the roster's order and people never: nobody is ranked. Reads only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.papers.bulletin_sources import Counted, Tally, listed, slow_first, tallies, targets
from yudu_flow.actions.papers.bulletin_words import as_of, counts_words, method_words, next_words, problem_words
from yudu_flow.actions.papers.official import Annex, Block, OfficialPaper, PaperTable
from yudu_flow.actions.papers.summary import Paragraph, mark_of, plan_to_compile, plans_with_reports
from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.registry import PLANNED, WRITTEN
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.domain.period import Period
from yudu_flow.storage import edited_papers, obligations
from yudu_flow.storage.yearly_tables import BulletinRow
from yudu_flow.wording.periods import spell_period
from yudu_flow.wording.record import Record

LABELS = {"method": "核对办法", "counts": "总体情况", "problems": "存在的问题", "next": "下一步要求"}
SLOW, ON_TRACK = "慢序时事项", "按序时事项"
HEADINGS, WIDTHS = ("序号", "责任单位", "事项、指标", "情况"), (14, 30, 56, 56)
TO = "各责任单位"
NOTHING = "还没有可以通报的月份"


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The whole. `version` is 0 while nobody has saved it. Each of `tallies` adds up to what was owed of its kind."""

    plan: str
    title: str
    period: str
    version: int
    changed_by: str
    changed_at: datetime | None
    paragraphs: tuple[Paragraph, ...]
    tallies: tuple[Tally, ...]
    slow: tuple[Counted, ...]
    on_track: tuple[Counted, ...]


def bulletin(bureau: Bureau, db: Connection, now: datetime, plan_id: str, period: str) -> Bulletin:
    """That of a plan's month. Raises BadRequest for what is no month, NotFound where nothing was owed in it."""
    if Period.parse(period).cycle is not Cycle.MONTH:
        raise BadRequest("通报按月，月份应写成 2020-09")
    plan = next((one for one in plans_with_reports(bureau) if one.id == plan_id), None)
    owed = listed(bureau, db, plan, period, now) if plan else []
    if plan is None or not owed:
        raise NotFound("这个月没有应办的事项，不能通报")
    figures = targets(bureau, db, plan, period, now)
    slow, on_track = slow_first([*owed, *figures])
    counted = tallies(owed, figures)
    saved = edited_papers.bulletin(db, bureau.key, plan.id, period)
    sources = {
        "method": method_words(plan, period),
        "counts": counts_words(counted),
        "problems": problem_words(owed, figures),
        "next": next_words(bureau, plan, period, owed, figures, now),
    }
    return Bulletin(
        plan.id,
        f"关于{spell_period(period)}《{plan.title}》贯彻落实情况的通报",
        period,
        saved.version if saved else 0,
        saved.changed_by if saved else "",
        saved.changed_at if saved else None,
        tuple(_paragraph(key, source, saved) for key, source in sources.items()),
        tuple(counted),
        tuple(slow),
        tuple(on_track),
    )


def _paragraph(key: str, source: str, saved: BulletinRow | None) -> Paragraph:
    kept, mark = (saved.paragraphs if saved else {}).get(key), mark_of(source)
    text, over = (kept["text"], kept["of"]) if kept else (source, mark)
    stale = over != mark
    return Paragraph(key, LABELS[key], text, source, mark, over, edited=kept is not None, stale=stale, left_out=False)


def paper_of(bureau: Bureau, shown: Bulletin, now: datetime) -> OfficialPaper:
    """As an official paper: two annexes, one with what is slow and one with what is on track."""
    paragraphs = {one.key: tuple(one.text.splitlines()) for one in shown.paragraphs}
    paragraphs["counts"] = (as_of(now), *paragraphs["counts"])
    sections = [Block(LABELS[key] if key != "method" else "", paragraphs[key]) for key in LABELS]
    office = bureau.roster.office_in_full
    annexes = tuple(_annexes(shown))
    return OfficialPaper(shown.title, sections, office, local_day(now), TO, annexes, draft=True, form="bulletin")


def _annexes(shown: Bulletin) -> Iterator[Annex]:
    for title, found in ((SLOW, shown.slow), (ON_TRACK, shown.on_track)):
        if found:
            yield Annex(f"{spell_period(shown.period)}{title}", PaperTable(HEADINGS, WIDTHS, tuple(_rows(found))))


def _rows(found: Sequence[Counted]) -> Iterator[tuple[str, ...]]:
    return ((str(place), one.unit, one.title, one.says) for place, one in enumerate(found, 1))


def record(shown: Bulletin) -> Record:
    return {
        **{name: getattr(shown, name) for name in ("plan", "title", "period", "version")},
        "paragraphs": {one.key: one.text for one in shown.paragraphs},
        "tallies": [
            {
                "group": one.group,
                "whole": one.whole,
                "states": [{"state": state, "count": count, "share": share} for state, count, share in one.states],
            }
            for one in shown.tallies
        ],
        **{name: [_listed(one) for one in getattr(shown, name)] for name in ("slow", "on_track")},
    }


def _listed(one: Counted) -> Record:
    return {"unit": one.unit, "title": one.title, "says": one.says}


def chosen_bulletin(bureau: Bureau, db: Connection, now: datetime, plan: str, period: str | None) -> Bulletin | None:
    """That of the named plan and month, of the usual ones where none is named; None before anything was opened."""
    month = period or month_to_tell(bureau, db, now)
    chosen = plan or (plan_to_compile(bureau, db, month) if month else None)
    return bulletin(bureau, db, now, chosen, month) if month and chosen else None


def month_to_tell(bureau: Bureau, db: Connection, now: datetime) -> str | None:
    """The last month whose reports are all due already; while there is none, the first."""
    months, due = months_so_far(bureau, db, now), obligations.months(db, bureau.key, WRITTEN)
    over = [one for one in months if one in due and due[one] < local_day(now)]
    return next(reversed(over), next(iter(months), None))


def months_so_far(bureau: Bureau, db: Connection, now: datetime) -> list[str]:
    """The months to which anything of a plan is counted, weeks and quarters too, until this one; oldest first."""
    this = str(Period.of(local_day(now)))
    return sorted(month for month in obligations.months(db, bureau.key, PLANNED) if month <= this)
