"""A draft as programs read it: the shape of `yudu-flow import --json`."""

from dataclasses import asdict
from datetime import date
from typing import Any

from yudu_flow.documents.draft import Draft, DraftAssignment, DraftDuty, DraftTarget, Unknown

Json = dict[str, Any]


def as_json(draft: Draft) -> Json:
    """One object. Every `from` is [start, end) in `text`, in characters; days are ISO dates or null."""
    return {
        "number": draft.number,
        "title": draft.title,
        "plan": draft.plan,
        "dated": _day(draft.dated),
        "assignments": [_placed(one, due=_day(one.due)) for one in draft.assignments],
        "duties": [_placed(one) for one in draft.duties],
        "targets": [_placed(one, by=_day(one.by)) for one in draft.targets],
        "unknown": [{"name": u.name, "from": list(u.place), "nearest": list(u.nearest)} for u in draft.unknown],
        "questions": list(draft.questions),
        "caution": draft.caution,
        "text": draft.text,
    }


def draft_of(data: Json) -> Draft:
    """The draft that `as_json` made `data` of. Raises ValueError, KeyError or TypeError for anything else."""
    return Draft(
        data["text"],
        data["number"],
        data["title"],
        _read_day(data["dated"]),
        tuple(DraftAssignment(**_fields(one, due=_read_day(one["due"]))) for one in data["assignments"]),
        tuple(DraftDuty(**_fields(one)) for one in data["duties"]),
        tuple(DraftTarget(**_fields(one, by=_read_day(one["by"]))) for one in data["targets"]),
        tuple(Unknown(u["name"], (u["from"][0], u["from"][1]), tuple(u["nearest"])) for u in data["unknown"]),
        tuple(data["questions"]),
        data.get("caution", ""),
        data.get("plan", ""),
    )


def _fields(one: Json, **other: date | None) -> Json:
    start, end = one["from"]
    fields = {name: tuple(value) if isinstance(value, list) else value for name, value in one.items()}
    del fields["from"]
    return {**fields, **other, "place": (start, end)}


def _read_day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _placed(one: DraftAssignment | DraftDuty | DraftTarget, **other: str | None) -> Json:
    fields = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(one).items()}
    place = fields.pop("place")
    return {**fields, **other, "from": place}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
