"""What of the office's files is edited as a form, each declared once: pages, programs and commands are made from these.

Read with its mark, tried with what it changes, kept by whoever has seen that. It holds from the next periods on; what
is open stays as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.edit_file import ELSEWHERE, FormSheet, Proposal, noting, propose, sheet, told
from yudu_flow.actions.acts.whose_edit import ChangedMeanwhile
from yudu_flow.actions.acts.words_said import words_said
from yudu_flow.actions.acts.write_back import write_tried
from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.calendar import outline as of_calendar
from yudu_flow.content.calendar.notice import Break, YearAnnounced, contradictions
from yudu_flow.content.entries import Outline, Row, new_row, without_blanks
from yudu_flow.content.entry_data import row_given
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.plan import outline as of_plans
from yudu_flow.content.plan.edit import file_of
from yudu_flow.content.rules import outline as of_rules
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.domain.names import names_in

Given = Mapping[str, object]
LONGEST = 300
"""Characters of why something is changed."""
TAKEN = ("new", "adopt")
"""Names of ladders that their pages have for something else."""


@dataclass(frozen=True, slots=True)
class ContentForm:
    """A form of content: `key` names it in a command, `of` says what a `name` names, empty where there is one only.

    `file` and `place` say where it stands, `made` what is written of its rows, `fresh` what there is of a name that the
    file has not, by what it is to be like; `act` and `about` are what the audit says.
    """

    key: str
    words: str
    of: str
    outline: Outline
    act: str
    about: Callable[[str, Row], str]
    file: Callable[[Path, str], str]
    place: Callable[[str], Trail] = lambda _name: ()
    made: Callable[[str, Row], Row] = lambda _name, row: row
    fresh: Callable[[str, str], Row] | None = None
    doubts: Callable[[str, Row], list[str]] = lambda _name, _row: []

    def read(self, home: Path, name: str = "", like: str = "") -> FormSheet:
        """It as an editor sees it. Raises NotFound, BrokenFiles where the file is no YAML."""
        found = sheet(home, self.file(home, name), self.outline, self.place(name))
        if self.fresh is None or any(found.row.said.values()) or any(found.row.lists.values()):
            return found
        return FormSheet(found.file, found.seen, self.fresh(name, like))

    def propose(self, home: Path, name: str, row: Row, seen: str, now: datetime) -> Proposal:
        """What the form makes of the file. Raises NotFound, Conflict, BadRequest."""
        return propose(home, self.file(home, name), self.made(name, row), seen, now, self.place(name))

    def keep(self, bureau: Bureau, by: str, now: datetime, proposal: Proposal, name: str = "", why: str = "") -> None:
        """Write it and audit it; `why` in the office's words, if it likes.

        Raises NotYours, BadRequest, BrokenFiles where it has errors, Conflict where the file has changed.
        """
        reason = words_said(why, "why", "说明", longest=LONGEST)
        actor = of_office(bureau, by, now, "方案和规则")
        if not proposal.new:
            proposal.tried.right()
            return
        detail = {**({"reason": reason} if reason else {}), **told(proposal.changes)}
        note = noting(bureau, actor, now, self.act, self.about(name, proposal.row), detail)
        write_tried(bureau, proposal.tried, proposal.before, now, note, ELSEWHERE)


def _about_plan(_name: str, row: Row) -> str:
    return f"{row.said.get('number', '')} {row.said.get('title', '')}".strip()


def _ladder_made(name: str, row: Row) -> Row:
    """Rungs are put in order and called by their days."""
    if name in TAKEN:
        raise BadRequest(f"“{name}”不能作名称，请换一个")
    return of_rules.named(row, of_rules.kind_of(name, row.said.get("like", "")))


def _ladder_fresh(name: str, like: str) -> Row:
    """As its kind has it, else `like` one of these. Raises NotFound for a name that is nobody's."""
    own = new_row(of_rules.LADDER, like=like) if of_rules.kind_of(like) else of_rules.own_row(name)
    if own is None:
        raise NotFound(f"规则里没有“{name}”这一段")
    return own


def _year_place(name: str) -> Trail:
    # isdigit alone takes ² as well, of which int makes no number.
    if name.isascii() and name.isdigit() and len(name) == 4 and 2000 <= int(name) <= 2100:
        return (of_calendar.YEARS, name)
    raise NotFound("没有这一年")


def doubts_of(name: str, row: Row) -> list[str]:
    """What cannot be right, or is missing, in a year as a form has it; nothing while a day of it cannot be read."""
    try:
        breaks = tuple(_break(one) for one in row.lists[of_calendar.BREAK.name])
        worked = tuple(date.fromisoformat(day) for day in names_in(row.said.get("worked", "")))
    except ValueError:
        return []
    return contradictions(YearAnnounced(int(name), breaks, worked, ())) if breaks else []


def _break(one: Row) -> Break:
    start, end = (date.fromisoformat(one.said[name]) for name in ("from", "to"))
    return Break(start, end, one.said["name"])


PLAN = ContentForm(
    "plan",
    "方案的内容",
    "方案编号",
    of_plans.WHOLE,
    "plan_changed",
    _about_plan,
    file_of,
    made=lambda name, row: of_plans.with_ids(row, name),
)
RULES = ContentForm(
    "rules",
    "规则",
    "",
    of_rules.RULES,
    "rules_changed",
    lambda _name, _row: "规则",
    lambda _home, _name: of_rules.FILE,
    made=lambda _name, row: of_rules.named(row, None),
)
LADDER = ContentForm(
    "ladder",
    "提醒和催办",
    "哪一段，如 report、report-quarter",
    of_rules.LADDER,
    RULES.act,
    lambda name, _row: f"提醒和催办：{of_rules.block_words(name)}",
    RULES.file,
    of_rules.place_of,
    _ladder_made,
    _ladder_fresh,
)
YEAR = ContentForm(
    "year",
    "一年的放假安排",
    "年份，如 2027",
    of_calendar.YEAR,
    "calendar_changed",
    lambda name, _row: f"{name}年放假安排",
    lambda _home, _name: of_calendar.FILE,
    _year_place,
    doubts=doubts_of,
)
LOCAL = ContentForm(
    "local",
    "本地放假、上班",
    "",
    of_calendar.OWN,
    YEAR.act,
    lambda _name, _row: "本地放假、上班",
    YEAR.file,
    lambda _name: (of_calendar.LOCAL,),
)
FORMS: Mapping[str, ContentForm] = {form.key: form for form in (PLAN, RULES, LADDER, YEAR, LOCAL)}


def try_content(home: Path, form: ContentForm, name: str, given: Given, seen: str, now: datetime) -> Proposal:
    """What is given makes of the file that its writer saw with the mark `seen`.

    Raises NotFound, BadRequest, BrokenFiles where the file is no YAML, Conflict where it is another by now.
    """
    found = form.read(home, name, str(given.get("like") or ""))
    if found.seen != seen:
        raise ChangedMeanwhile(ELSEWHERE, found.file)
    return form.propose(home, name, without_blanks(row_given(found.row, given)), seen, now)


def propose_notice(home: Path, found: YearAnnounced, now: datetime) -> Proposal:
    """What a notice makes of its year, in the place of whatever the file had of it."""
    seen = YEAR.read(home, str(found.year)).seen
    return YEAR.propose(home, str(found.year), of_calendar.row_of_notice(found), seen, now)
