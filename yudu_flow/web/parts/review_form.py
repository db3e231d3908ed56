"""What the page that shows a draft beside its document says of it."""

from collections.abc import Iterator
from dataclasses import replace

from starlette.datastructures import FormData

from yudu_flow.content.entries import FIGURES
from yudu_flow.documents.asking import ask
from yudu_flow.documents.draft import Draft, DraftDuty, DraftTarget
from yudu_flow.documents.editing import NAMES, Looked, Meant, Review, open_points
from yudu_flow.documents.entering import SORTS, Kind, NewName
from yudu_flow.domain.amount import parse_amount
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.names import names_in
from yudu_flow.domain.roster import Roster
from yudu_flow.web.parts.desk import day_in
from yudu_flow.web.parts.posted import text

WAYS = {"up": "要达到", "down": "不能超过", "keep": "要保持"}
"""Which way a figure is to go."""
NEW = "+"
"""What a choice begins with that enters the name in the roster."""


def review_in(form: FormData, draft: Draft, roster: Roster) -> Review:
    """All that was typed and ticked. Raises BadRequest with the field."""
    known = len(draft.assignments)
    duties = [_duty(form, at, old) for at, old in enumerate(draft.duties)]
    targets = [_target(form, at, old, known) for at, old in enumerate(draft.targets)]
    meant = {name: Meant(name, SORTS[kind]) for name, kind in _entered(form)}
    meant |= {name: Meant(other, ask(other, roster).sort) for name, other in _chosen(form) if not _kind(other)}
    return Review(
        (text(form, "number"), text(form, "title"), day_in(form, "dated")),
        [row for at in range(known + 1) if (row := _row(form, at, known))],
        [one for one in duties if one],
        [one for one in targets if one],
        meant,
        tuple(one for at, one in enumerate(open_points(draft)) if not text(form, f"asked-{at}")),
        bool(text(form, "all-seen")),
    )


def new_in(form: FormData) -> list[NewName]:
    """The names that are to be entered in the roster, each as what was chosen."""
    return [NewName(name, kind) for name, kind in _entered(form)]


def called_in(form: FormData, roster: Roster) -> dict[str, list[str]]:
    """What units are called in the document besides the names that the roster has, where that is to be kept."""
    found: dict[str, list[str]] = {}
    for name, other in _chosen(form) if text(form, "remember") else ():
        if (unit := roster.unit_named(other)) and not roster.unit_named(name):
            found.setdefault(unit.name, []).append(name)
    return found


def _chosen(form: FormData) -> Iterator[tuple[str, str]]:
    for at, name in enumerate(form.getlist("unknown")):
        if other := text(form, f"as-{at}"):
            yield str(name), other


def _entered(form: FormData) -> Iterator[tuple[str, Kind]]:
    yield from ((name, kind) for name, other in _chosen(form) if (kind := _kind(other)))


def _kind(choice: str) -> Kind | None:
    return next((kind for kind in Kind if choice == NEW + kind), None)


def _row(form: FormData, at: int, known: int) -> Looked | None:
    """An assignment as the page has it; None where it was struck out, or is the empty line for one more."""
    names = {field: tuple(dict.fromkeys(names_in(text(form, f"{field}-{at}")))) for field in NAMES}
    measure, title = text(form, f"measure-{at}"), text(form, f"title-{at}")
    if text(form, f"gone-{at}") or (at == known and not any(names.values())):
        return None
    if not FIGURES.fullmatch(measure) or not 0 < int(measure) < 10_000:
        raise BadRequest("措施序号请写整数", needs=(f"measure-{at}",))
    summary, seen = text(form, f"summary-{at}") or title, bool(text(form, f"seen-{at}"))
    return Looked(at if at < known else None, int(measure), title, summary, names, day_in(form, f"due-{at}"), seen)


def _duty(form: FormData, at: int, old: DraftDuty) -> DraftDuty | None:
    if text(form, f"duty-gone-{at}"):
        return None
    if old.assignment is not None:
        firms = text(form, f"firms-{at}") or str(old.firms)
        if not FIGURES.fullmatch(firms) or not 0 < int(firms) < 1000:
            raise BadRequest("走访企业几家请写数字", needs=(f"firms-{at}",))
        return replace(old, firms=int(firms))
    day = text(form, f"day-{at}").removesuffix("日")
    if not FIGURES.fullmatch(day) and not day.startswith("周"):
        raise BadRequest("几日报送请写数字，每周的写周几，如 周五", needs=(f"day-{at}",))
    every, sealed = text(form, f"every-{at}") or old.every, bool(text(form, f"sealed-{at}"))
    return replace(old, every=every, day=int(day) if FIGURES.fullmatch(day) else day, sealed=sealed)


def _whose(form: FormData, at: int, old: DraftTarget, known: int) -> int | None:
    """The place of the assignment that a goal of the whole plan was given to; None as long as it has none."""
    chosen = text(form, f"target-of-{at}")
    if old.assignment is not None or not chosen:
        return old.assignment
    if not FIGURES.fullmatch(chosen) or int(chosen) >= known:
        raise BadRequest("请选择指标归哪一项", needs=(f"target-of-{at}",))
    return int(chosen)


def _target(form: FormData, at: int, old: DraftTarget, known: int) -> DraftTarget | None:
    """What was written anew of it has been looked at."""
    if text(form, f"target-gone-{at}"):
        return None
    name, said = text(form, f"target-name-{at}") or old.name, text(form, f"target-value-{at}") or old.as_written
    value = parse_amount(said, old.unit)
    if value is None:
        raise BadRequest(f"看不懂目标值“{said}”，请写成 4600人 这样", needs=(f"target-value-{at}",))
    way, state = text(form, f"target-way-{at}") or old.direction, bool(text(form, f"target-state-{at}"))
    if way not in WAYS:
        raise BadRequest("请选择指标是要达到、不能超过还是要保持", needs=(f"target-way-{at}",))
    by = day_in(form, f"target-by-{at}") or old.by
    whose = _whose(form, at, old, known)
    new = replace(old, name=name, value=value, as_written=said, by=by, direction=way, state=state, assignment=whose)
    looked = new != old or text(form, f"target-seen-{at}")
    return replace(new, doubt="") if looked and whose is not None else new


def entered(names: list[NewName], called: dict[str, list[str]], *, first: bool) -> str:
    """What was entered in the roster, in words; `first`: it had no leader before."""
    groups = "、".join(f"“{one.name}”" for one in names if one.kind is Kind.GROUP)
    leaders = [one.name for one in names if one.kind is Kind.LEADER]
    kept = "；".join(f"{'、'.join(f'“{name}”' for name in some)}记为{unit}的其他叫法" for unit, some in called.items())
    principal = f"；主要领导先记为{leaders[0]}，不是的到名册的“局领导”里改" if leaders and first else ""
    members = f"；{groups}是哪些单位，请到名册的“集合”里选上" if groups else ""
    new = f"已登记{len(names)}个名称；岗位名称、联络员和联系方式到名册补上{principal}{members}" if names else ""
    return "；".join(filter(None, [new or "已保存", kept]))
