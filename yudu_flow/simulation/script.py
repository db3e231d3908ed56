"""The script of a simulation: what people do and when, as a YAML list; errors name the item and what would be right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

from yudu_flow.actions.acts import table
from yudu_flow.actions.acts.act import Done, Sought, names_item
from yudu_flow.actions.acts.announce import Wording, announce
from yudu_flow.actions.acts.explanation import decide_explanation
from yudu_flow.actions.acts.extension import ask_again, ask_extension
from yudu_flow.actions.acts.file_report import Report, file_report, register_page, register_report, seal_report
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.acts.report_done import close_item, report_done, the_one
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.actions.acts.settle_case import close_case
from yudu_flow.actions.acts.verb import ActField, Entrance, Holds, Verb
from yudu_flow.actions.acts.which_step import the_step
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.content.read_source import read_source
from yudu_flow.domain.amount import Amount, parse_amount
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import ReasonChoice
from yudu_flow.simulation import circumstances
from yudu_flow.simulation.fields import FIELDS, OF_REQUESTS, WAIVED, check_act, check_plain
from yudu_flow.simulation.firm_items import FIRM_ACTS, FirmAct
from yudu_flow.simulation.hands import closer_of, hand_of, judge_of
from yudu_flow.simulation.instants import instant_of
from yudu_flow.simulation.reached import Undelivered
from yudu_flow.wording.machine import spell_fault

MOST_DEEP, LONGEST_NUMBER = 10, 9
"""How deep its lists and fields may lie in each other, and figures of a number that a database holds."""


@dataclass(frozen=True, slots=True)
class ScriptItem:
    """One item: the `number`-th of its file, from 1, `at` an instant; `fields` are all that it says, as written."""

    number: int
    at: datetime
    do: str
    owner: str
    period: str
    fields: Mapping[str, Any]

    def text(self, name: str, default: str = "") -> str:
        return str(self.fields.get(name, default) or default)

    def hand(self, bureau: Bureau, doers: Doers) -> str:
        """Who does it: as written, a unit through its liaison; else the owner, or who acts for the office."""
        by = self.text("by")
        if doers in (Doers.OFFICE, Doers.CALLERS):
            return hand_of(bureau, by or bureau.roster.office.name, self.at)
        if doers not in (Doers.OTHERS, Doers.JUDGES, Doers.CLOSERS):
            return hand_of(bureau, by or self.owner, self.at)
        named = bureau.roster.unit_named(by) if by else bureau.roster.office
        judges = named is bureau.roster.office
        return judge_of(bureau, self.sought, self.at) if judges else hand_of(bureau, by, self.at)

    @property
    def owners(self) -> list[str]:
        """The units to which something is given."""
        named = self.fields.get("unit") or self.owner
        return named if isinstance(named, list) else [named]

    @property
    def sought(self) -> Sought:
        """Which obligation is meant."""
        kinds = COUNTED if self.fields.get("person") else ()
        return Sought(self.owner, self.period, self.fields.get("duty") or None, kinds)

    @property
    def names_item(self) -> bool:
        """Whether it says which of what comes once is meant."""
        return names_item(self.text("subject") or self.text("duty"))

    def day(self, name: str) -> date | None:
        """A field as a date."""
        value = self.fields.get(name)
        return None if not value or value == WAIVED else date.fromisoformat(value)  # as `check_act` saw


def _fields_of(item: ScriptItem, verb: Verb[...]) -> dict[str, Any]:
    """What an item says of an act."""
    return {one.name: _read(item, one) for one in verb.fields if Entrance.SCRIPT in one.asked.by or one.bare}


def _read(item: ScriptItem, field: ActField) -> str | date | None:
    name = field.called(Entrance.SCRIPT)
    return item.day(name) if field.sort is Holds.DAY else item.text(name) or field.empty


def _do(bureau: Bureau, item: ScriptItem, verb: Verb[...], **more: Any) -> Done:
    return verb(bureau, item.sought, item.hand(bureau, verb.deed.doers), item.at, **_fields_of(item, verb), **more)


def _file(bureau: Bureau, item: ScriptItem, *, sealed: bool = True) -> Done:
    """By the unit; with the day on which it was received on paper, by whoever registers that."""
    if item.fields.get("received"):
        return _on_paper(bureau, item, register_report, report=Report("见纸质报告"))
    report = Report(item.text("reason", "已落实"), figures=_figures(item))
    return file_report(bureau, item.sought, item.hand(bureau, Doers.OWNERS), item.at, report, sealed=sealed)


def _figures(item: ScriptItem) -> dict[str, Amount]:
    """城镇新增就业=3200；零就业家庭就业安置率=98.5. Raises BadRequest."""
    found: dict[str, Amount] = {}
    for pair in filter(None, item.text("figures").replace(";", "；").split("；")):
        name, _, written = pair.rpartition("=")
        amount = parse_amount(written)
        if not name.strip() or amount is None:
            raise BadRequest(f"脚本第{item.number}项的 figures “{pair}”应写成 指标名称=数字，几项用“；”隔开")
        found[name.strip()] = amount
    return found


def _seal(bureau: Bureau, item: ScriptItem) -> Done:
    return _on_paper(bureau, item, register_page) if item.fields.get("received") else _do(bureau, item, seal_report)


def _on_paper(bureau: Bureau, item: ScriptItem, verb: Verb[...], **more: Any) -> Done:
    received, by = instant_of(item.number, item.fields["received"], "received"), item.hand(bureau, verb.deed.doers)
    return verb(bureau, item.sought, by, item.at, received, item.text("reason"), **more)


def _ask(bureau: Bureau, item: ScriptItem) -> Done:
    return _do(bureau, item, ask_again if _for_others(bureau, item) else ask_extension)


def _decide_explanation(bureau: Bureau, item: ScriptItem) -> Done:
    """Accepted without a date, it is waived."""
    waives = item.text("decision") == ReasonChoice.ACCEPT and item.day("until") is None
    fields = {**item.fields, "decision": ReasonChoice.WAIVE} if waives else item.fields
    return _do(bureau, replace(item, fields=fields), decide_explanation)


def _instruct(bureau: Bureau, item: ScriptItem) -> list[Done]:
    more = (item.text(name) for name in ("urgency", "about", "reason"))
    words, by = Errand(item.text("text"), item.day("due"), *more), item.hand(bureau, Doers.OFFICE)
    return instruct(bureau, item.owners, by, item.at, words)


def _done(bureau: Bureau, item: ScriptItem) -> Done:
    """What has a month is named by it, else by its subject."""
    by = item.hand(bureau, Doers.OWNERS)
    return report_done(bureau, _once(bureau, item, done=False), by, item.at, item.text("text"))


def _close(bureau: Bureau, item: ScriptItem) -> Done:
    """A case, by its month; else what was reported as done."""
    if item.period and not item.text("subject"):
        return _do(bureau, item, close_case)
    sought = _once(bureau, item, done=True)
    return close_item(bureau, sought, _closer(bureau, item, sought), item.at, item.text("reason"))


def _return(bureau: Bureau, item: ScriptItem) -> Done:
    if item.period and not item.names_item:
        return _do(bureau, item, return_report)
    sought = _once(bureau, item, done=True)
    by = _closer(bureau, item, sought)
    return return_report(bureau, sought, by, item.at, item.text("reason"), item.day("until"))


def _once(bureau: Bureau, item: ScriptItem, *, done: bool) -> Sought:
    return the_one(
        bureau, item.owner, item.text("subject"), done=done, period=item.period, duty=item.text("duty") or None
    )


def _closer(bureau: Bureau, item: ScriptItem, sought: Sought) -> str:
    """As written, else whoever gave it, or judges what its owner did."""
    by = item.text("by")
    return hand_of(bureau, by, item.at) if by else closer_of(bureau, sought, item.at)


def _notify(bureau: Bureau, item: ScriptItem) -> list[Done]:
    """To all units where none is written; it is about nothing owed."""
    by = item.hand(bureau, Doers.OFFICE)
    announce(bureau, by, item.at, Wording(item.text("title"), item.text("text")), [one for one in item.owners if one])
    return []


def _open_request(bureau: Bureau, item: ScriptItem) -> Done:
    """Its lead is the unit; those who help are written with 、 between them."""
    helpers = [name for name in item.text("help_by").split("、") if name]
    asked = Asking(item.text("firm"), item.text("need"), item.text("text"), item.owner, helpers)
    return open_request(bureau, item.hand(bureau, Doers.OFFICE), item.at, asked)[0]


def _of_register(bureau: Bureau, item: ScriptItem, act: Callable[[Bureau, FirmAct], None]) -> list[Done]:
    """About a firm, by the office: from that day on."""
    by = item.hand(bureau, Doers.OFFICE)
    act(bureau, FirmAct(item.text("firm"), item.owner, by, item.at, item.text("reason")))
    return []


def _of_request(bureau: Bureau, item: ScriptItem, verb: Verb[...]) -> Done:
    """A step of the request of that number, the owner's."""
    number = item.text("request")
    if not number.isdecimal() or len(number) > LONGEST_NUMBER:
        raise BadRequest(f"脚本第{item.number}项要写 request: 诉求的编号")
    target = the_step(bureau, verb, int(number), item.owner, item.at)
    return verb(bureau, target, item.hand(bureau, verb.deed.doers), item.at, **_fields_of(item, verb))


ONCE = ("instruct", "notify", "done", "close", "return", "request_open", *OF_REQUESTS, *FIRM_ACTS)
OF_NOBODY = ("notify", *FIRM_ACTS)
"""What is also about an item that comes once, and needs no month for that; what names no unit either."""
VERBS: dict[str, Callable[[Bureau, ScriptItem], Done | list[Done]]] = {
    "file": _file,
    "file_unsealed": partial(_file, sealed=False),
    "seal": _seal,
    **{one.script: partial(_do, verb=one) for one in table.VERBS if one.script and one not in table.BY_HAND},
    "extend_ask": _ask,
    "return": _return,
    "close": _close,
    "done": _done,
    "instruct": _instruct,
    "notify": _notify,
    "explain_decide": _decide_explanation,
    "request_open": _open_request,
    **{one.script: partial(_of_request, verb=one) for one in table.VERBS if one.script in OF_REQUESTS},
    **{name: partial(_of_register, act=act) for name, act in FIRM_ACTS.items()},
}
DECISIONS: dict[str, tuple[str, ...]] = {
    verb.script: field.choices
    for verb in table.VERBS
    if verb.script
    for field in verb.fields
    if field.called(Entrance.SCRIPT) == "decision"
}


def _for_others(bureau: Bureau, item: ScriptItem) -> bool:
    """The office, or a leader for the office, asks on an owner's behalf, and allows a second request by that."""
    roster = bureau.roster
    person, own = roster.named(item.hand(bureau, Doers.OWNERS)), roster.unit_named(item.owner) is roster.office
    return person is not None and roster.is_office(person.id, local_day(item.at)) != own


def read_script(path: Path) -> list[ScriptItem]:
    """The script's items in order of time. Raises BadRequest that names the item and what would be right."""
    from ruamel.yaml import YAML  # loaded with a script: most plays have none
    from ruamel.yaml.error import YAMLError

    yaml = YAML(typ="base", pure=True)  # words as they are written: a date or a number that is none breaks nothing
    yaml.max_depth = MOST_DEEP
    try:
        loaded = yaml.load(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BadRequest(f"脚本{path}读不出来：{spell_fault(error)}") from error
    except (ValueError, OverflowError, YAMLError) as error:  # also a character that there is not (any_yaml)
        raise BadRequest(f"脚本{path}读不出来：{_fault_in(path)}") from error
    if not isinstance(loaded, list):
        raise BadRequest(f"脚本{path}应是一个列表，每项写 at、do、unit 或 person、period")
    items = (_item(number, fields, path.parent) for number, fields in enumerate(loaded, 1))
    return sorted(items, key=lambda item: item.at)


def _fault_in(path: Path) -> str:
    """What `check` would say of such a file."""
    found = read_source(path).findings
    return f"第{found[0].line}行，{found[0].message}；{found[0].suggestion}" if found else "请核对缩进、冒号和引号"


def _item(number: int, fields: Any, folder: Path) -> ScriptItem:
    if not isinstance(fields, dict):
        raise BadRequest(f"脚本第{number}项应写成 at: …, do: … 的形式")
    for name in set(fields) - FIELDS:
        near = get_close_matches(str(name), FIELDS, 1)
        raise BadRequest(f"脚本第{number}项不认识“{name}”" + (f"，是不是 {near[0]}" if near else ""))
    do = circumstances.kind_of(fields)
    if do not in (*VERBS, *circumstances.ALL):
        raise BadRequest(f"脚本第{number}项的 do 是“{do}”，可用的有：{'、'.join((*VERBS, *circumstances.ALL))}")
    check_plain(number, do, fields)
    circumstances.check_fields(number, do, fields)
    if do in circumstances.ALL:
        return _circumstance(number, do, fields, folder)
    return _act(number, do, fields)


def _circumstance(number: int, do: str, fields: Mapping[str, Any], folder: Path) -> ScriptItem:
    at = instant_of(number, fields.get("at"))
    circumstances.check(number, do, at, fields)
    found = {"content": folder / fields["content"]} if do == circumstances.CONTENT else {}
    return ScriptItem(number, at, do, "", "", {**fields, **found})


def _act(number: int, do: str, fields: Mapping[str, Any]) -> ScriptItem:
    if do in DECISIONS and fields.get("decision") not in DECISIONS[do]:
        raise BadRequest(f"脚本第{number}项的 decision 应为 {' 或 '.join(DECISIONS[do])}")
    units = fields.get("unit")
    owner = str(fields.get("person") or (next(iter(units), "") if isinstance(units, list) else units) or "")
    dated = fields.get("period") or do in ONCE or names_item(str(fields.get("duty")))
    if not (owner or do in OF_NOBODY) or not dated:
        raise BadRequest(f"脚本第{number}项要写 unit（或 person）和 period")
    check_act(number, do, fields)
    item = ScriptItem(number, instant_of(number, fields.get("at")), do, owner, fields.get("period", ""), fields)
    _figures(item)  # what cannot be read is said before anything is played
    return item


def ends_at(item: ScriptItem) -> datetime:
    """When a process that stopped runs again, or messages arrive again."""
    return instant_of(item.number, item.fields["until"], "until")


def undelivered(bureau: Bureau, item: ScriptItem) -> Undelivered:
    """What is refused from an item's instant on. Raises BadRequest where the roster does not know the person."""
    name = item.text("person")
    person = bureau.roster.named(name) if name else None
    if name and person is None:
        raise BadRequest(f"名册中没有“{name}”，person 写名册中的姓名或编号")
    return Undelivered(
        Channel(item.text("channel")), ends_at(item), person.id if person else "", item.text("dead") == "true"
    )


def play(bureau: Bureau, item: ScriptItem) -> list[Done]:
    """Do what an item says, once for each unit that it names. Raises the action's Refusal."""
    done = VERBS[item.do](bureau, item)
    return done if isinstance(done, list) else [done]
