"""A draft as the text of a plan's file, so that a person can go on with it; what is unsure stands beside it as 核对."""

import re
from collections.abc import Iterator
from datetime import date

from yudu_flow.content.ids import sounds
from yudu_flow.content.plan.spoken import UNPARTED, UNSAID
from yudu_flow.documents.draft import Draft, DraftAssignment, DraftDuty, DraftTarget
from yudu_flow.domain.cycle import Cycle

VISITING = "走访企业"
_NO_NAME = re.compile(r"^关于(?:做好|进一步|印发|加强|开展|推进)*|\d{4}年度?|[^一-鿿A-Za-z0-9]")
_FALLBACK = "plan"
"""What a plan is called whose title has no Chinese."""


def plan_text(draft: Draft) -> str:
    """YAML of the shape of workflows/*.yaml, in the order of the document."""
    ids = assignment_ids(draft)
    return "\n".join([*_head(draft), "", "parts:", *_parts(draft, ids), "", "duties:", *_duties(draft, ids), ""])


def plan_id(title: str, dated: date | None) -> str:
    """A slug of the title's first words and the year: 工作任务分工方案, 2024 → gong-zuo-ren-wu-fen-2024."""
    year = f"-{dated.year}" if dated else ""
    return (sounds(_NO_NAME.sub("", title)[:5]) or _FALLBACK) + year


def assignment_ids(draft: Draft) -> list[str]:
    """5.1, 5.2 …: the measure's number and which of its assignments."""
    counted: dict[int, int] = {}
    found = []
    for one in draft.assignments:
        counted[one.measure] = counted.get(one.measure, 0) + 1
        found.append(f"{one.measure}.{counted[one.measure]}")
    return found


def _head(draft: Draft) -> Iterator[str]:
    yield "# 由文件读出的草稿。核对标着“核对”的地方，再启用。"
    for question in draft.questions:
        yield f"# 核对：{_one_line(question)}"
    yield f"id: {plan_id(draft.plan, draft.dated)}"
    yield f"number: {_quoted(draft.number or UNSAID)}"
    yield f"title: {_quoted(draft.plan or UNSAID)}"
    yield f"dated: {draft.dated.isoformat() if draft.dated else UNSAID + ' # 核对：印发日期，如 2020-09-18'}"


def _parts(draft: Draft, ids: list[str]) -> Iterator[str]:
    part, measure = None, None
    for at, one in enumerate(draft.assignments):
        if part != (one.part or UNPARTED):
            part, measure = one.part or UNPARTED, None
            yield f"  - title: {_quoted(part)}"
            yield "    measures:"
        if measure != one.measure:
            measure = one.measure
            yield f"      - number: {one.measure}"
            yield f"        title: {_quoted(one.title or UNSAID)}"
            yield "        assignments:"
        yield from _assignment(one, ids[at], [t for t in draft.targets if t.assignment == at])


def _assignment(one: DraftAssignment, id: str, targets: list[DraftTarget]) -> Iterator[str]:
    yield f'          - id: "{id}"' + (f" # 核对：{_one_line('；'.join(one.doubts))}" if one.doubts else "")
    yield f"            summary: {_quoted(one.summary or one.title or UNSAID)}"
    for field in ("leaders", "units", "co_units", "groups", "people"):
        if names := getattr(one, field):
            yield f"            {field}: [{', '.join(map(_quoted, names))}]"
    if one.due:
        yield f"            due: {one.due.isoformat()}"
        if one.lead:  # check refuses it where no day makes one task of the units' shares
            yield f"            lead: {_quoted(one.lead)}"
    if targets:
        yield "            targets:"
        yield from map(_target, targets)


def _target(one: DraftTarget) -> str:
    by = one.by.isoformat() if one.by else UNSAID
    written = _quoted(one.as_written)
    return (
        f"              - {{name: {_quoted(one.name)}, value: {one.value}, unit: {_quoted(one.unit)},"
        f" by: {by}, as_written: {written}{_way(one)}}}"
    )


def _way(one: DraftTarget) -> str:
    """Where it does not count up to its figure."""
    way = f", direction: {one.direction}" if one.direction != "up" else ""
    return f"{way}, state: true" if one.state else way


def _duties(draft: Draft, ids: list[str]) -> Iterator[str]:
    """Owners who visit for the same assignment are one duty of the plan."""
    reports = [one for one in draft.duties if one.assignment is None]
    for count, one in enumerate(reports or [_asked_for()]):
        yield from _report(draft, one, count, sure=bool(reports))
    visits: dict[int, list[DraftDuty]] = {}
    for one in draft.duties:
        if one.assignment is not None:
            visits.setdefault(one.assignment, []).append(one)
    for at, owners in visits.items():
        yield from _visit(draft, owners, ids[at])


def _asked_for() -> DraftDuty:
    """A plan without a duty chases nobody; the usual one is offered to be looked at."""
    return DraftDuty("report", str(Cycle.MONTH), 27, False, "", (0, 0))


def _report(draft: Draft, one: DraftDuty, count: int, *, sure: bool) -> Iterator[str]:
    suffix = f"-{count + 1}" if count else ""
    yield f"  - id: {plan_id(draft.plan, draft.dated)}-report{suffix}" + (
        "" if sure else " # 核对：原文没有写多久报一次"
    )
    yield "    kind: report"
    yield "    title: 贯彻落实情况报告"
    yield f"    basis: {_quoted(draft.number or draft.plan or UNSAID)}"
    if one.every != Cycle.MONTH:
        yield f"    every: {one.every}"
    yield f"    day: {one.day}"
    if one.month:
        yield f"    month: {one.month}"
    yield f"    sealed: {'true' if one.sealed else 'false'}"


def _visit(draft: Draft, owners: list[DraftDuty], id: str) -> Iterator[str]:
    first = owners[0]
    yield f"  - id: {plan_id(draft.plan, draft.dated)}-visit-{id.replace('.', '-')}"
    yield "    kind: visit"
    yield f"    title: {VISITING}"
    yield f"    basis: {_quoted(f'{draft.number} 第{first.measure}项'.strip())}"
    if first.every != Cycle.MONTH:
        yield f"    every: {first.every}"
    yield f'    assignment: "{id}"'
    for field, people in (("units", False), ("people", True)):
        if names := [one.owner for one in owners if one.owner_is_person is people]:
            yield f"    {field}: [{', '.join(map(_quoted, names))}]"
    yield f"    firms: {first.firms}"
    if first.regular:
        yield "    regular: true"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _quoted(words: str) -> str:
    """In double quotes wherever YAML would read anything else than these words."""
    line = _one_line(words)
    plain = line and line[0] not in "-?:,[]{}#&*!|>'\"%@`0123456789.+~<=" and not any(c in line for c in ':#[]{},"\\')
    if plain and line.lower() not in ("null", "true", "false", "yes", "no", "on", "off", "y", "n"):
        return line
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'
