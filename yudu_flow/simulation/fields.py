"""Which fields an act of a script may have, and that each is a plain word: what means nothing there is refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from yudu_flow.actions.acts.table import BY_HAND, VERBS
from yudu_flow.actions.acts.verb import Entrance, Holds
from yudu_flow.domain.duties.registry import HANDED
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.period import Period
from yudu_flow.simulation import circumstances
from yudu_flow.simulation.firm_items import FIRM_ACTS

COMMON = {"at", "do", "unit", "person", "period", "duty", "by", "reason"}
OF_REQUESTS = tuple(str(verb.script) for verb in VERBS if verb.kinds and all(kind in HANDED for kind in verb.kinds))
"""What is about a firm's request, which is named by its number."""
WRITTEN_OUT = {
    "received": ("file", "seal"),
    "figures": ("file", "file_unsealed"),
    "text": ("instruct", "done", "request_open", "notify"),
    "title": ("notify",),
    **dict.fromkeys(("firm", "need", "help_by"), ("request_open",)),
    "request": OF_REQUESTS,
    "due": ("instruct",),
    "urgency": ("instruct",),
    "about": ("instruct",),
    "subject": ("done", "close", "return"),
}


def _own() -> Mapping[str, tuple[str, ...]]:
    named: dict[str, list[str]] = {name: [*acts] for name, acts in WRITTEN_OUT.items()}
    fields = ((verb, field) for verb in VERBS if verb.script and verb not in BY_HAND for field in verb.fields)
    for verb, field in fields:
        if Entrance.SCRIPT in field.asked.by and (name := field.called(Entrance.SCRIPT)) not in COMMON:
            named[name] = [*dict.fromkeys([*named.get(name, []), str(verb.script)])]
    named["until"] += circumstances.TIMED
    named["firm"] += FIRM_ACTS
    return {name: tuple(acts) for name, acts in named.items()}


OWN = _own()
"""Fields that mean something for some acts alone."""
FIELDS = {*COMMON, *OWN, *circumstances.OWN}
WAIVED = "waive"
"""What stands for a date where an explanation is accepted and nothing is owed any more."""
DAYS = {"due", *(field.called(Entrance.SCRIPT) for verb in VERBS for field in verb.fields if field.sort is Holds.DAY)}
SEVERAL = {"unit": ("instruct", "notify")}
"""Fields that may be a list, and for which acts."""


def check_plain(number: int, do: str, fields: Mapping[Any, Any]) -> None:
    """Raises BadRequest where a field has fields of its own, or is a list of what is one."""
    for name, value in fields.items():
        several = do in SEVERAL.get(name, ()) and isinstance(value, list)
        if not all(isinstance(one, str) for one in (value if several else [value])):
            raise BadRequest(f"脚本第{number}项的 {name} 应是一个词或一句话，不能是列表或再分几项")


def check_act(number: int, do: str, fields: Mapping[str, Any]) -> None:
    """Raises BadRequest where an act has a field that means nothing for it, or no period that can be one."""
    for name in fields:
        if do not in OWN.get(name, (do,)):
            raise BadRequest(f"脚本第{number}项（{do}）不写 {name}，它只用于 {'、'.join(OWN[name])}")
    try:
        _ = "period" not in fields or Period.parse(fields["period"])
    except ValueError:
        raise BadRequest(f"脚本第{number}项的 period 应写成 2020-09 这样的周期") from None
    for name in DAYS & set(fields):
        _check_day(number, name, fields[name])


def _check_day(number: int, name: str, value: str) -> None:
    try:
        _ = value in ("", WAIVED) or date.fromisoformat(value)
    except ValueError:
        near = f"，或 {WAIVED}" if name == "until" else ""
        wrong = f"脚本第{number}项的 {name} “{value}”应写成 2020-10-15 这样的日期{near}"
        raise BadRequest(wrong) from None
