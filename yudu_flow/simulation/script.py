"""The script of a simulation: what people do and when, as a YAML list; errors name the item and what would be right."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from yudu_flow.actions.acts.act import Done, Target
from yudu_flow.actions.acts.correct_record import correct_record
from yudu_flow.actions.acts.excuse import log_call, waive
from yudu_flow.actions.acts.explanation import decide_explanation, explain
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.file_report import Report, file_report, seal_report
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.release_held import release_held
from yudu_flow.actions.acts.review_report import accept_report, return_report
from yudu_flow.actions.acts.settle_case import close_case, decide_case, object_to_case
from yudu_flow.actions.acts.strike_visit import strike_visit
from yudu_flow.actions.acts.withdraw_request import withdraw_request
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.content.source import read_source
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.facts import CaseChoice, Correction, ExtensionChoice, ReasonChoice
from yudu_flow.domain.rules import Channel
from yudu_flow.simulation import circumstances
from yudu_flow.simulation.fields import check_act, check_plain
from yudu_flow.simulation.hands import hand_of, judge_of
from yudu_flow.simulation.instants import instant_of
from yudu_flow.simulation.reached import Undelivered
from yudu_flow.wording.machine import spell_fault

MOST_DEEP = 10
FIELDS = {
    "at",
    "do",
    "unit",
    "person",
    "period",
    "duty",
    "by",
    "reason",
    "until",
    "decision",
    "firm",
    "slip",
    "received",
    "channel",
    "dead",
    "content",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the script."""

    number: int
    at: datetime
    do: str
    owner: str
    period: str
    said: Mapping[str, Any]

    def text(self, name: str, default: str = "") -> str:
        """A field as text."""
        return str(self.said.get(name, default) or default)

    def by(self, bureau: Bureau) -> str:
        """Who acts: as written, a unit through its liaison; else the owner."""
        return hand_of(bureau, self.text("by", self.owner), self.at)

    def office(self, bureau: Bureau) -> str:
        """Who acts for the office: as written, else whoever judges what this owner does."""
        said = self.text("by")
        named = bureau.roster.unit_named(said) if said else bureau.roster.office
        return (
            judge_of(bureau, self.target, self.at) if named is bureau.roster.office else hand_of(bureau, said, self.at)
        )

    def clerk(self, bureau: Bureau) -> str:
        """Who does for the office what judges nobody: as written, else whoever the office acts through."""
        return hand_of(bureau, self.text("by", bureau.roster.office.name), self.at)

    @property
    def target(self) -> Target:
        """Which obligation is meant."""
        kinds = COUNTED if self.said.get("person") else ()
        return Target(self.owner, self.period, self.said.get("duty") or None, kinds)

    @property
    def until(self) -> date | None:
        """The date asked for or granted."""
        value = self.said.get("until")
        if not value or value == "waive":
            return None
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise BadRequest(f"脚本第{self.number}项：until “{value}”应写成 2020-10-15 这样的日期，或 waive") from error


def _decide_explanation(bureau: Bureau, item: Item) -> Done:
    choice = ReasonChoice(item.text("decision"))
    choice = ReasonChoice.WAIVE if choice is ReasonChoice.ACCEPT and item.until is None else choice
    return decide_explanation(
        bureau, item.target, item.office(bureau), item.at, choice, item.until, item.text("reason")
    )


def _file(bureau: Bureau, item: Item) -> Done:
    """By the unit; with the day on which it was received on paper, by whoever registers that."""
    if not item.said.get("received"):
        return file_report(bureau, item.target, item.by(bureau), item.at, Report(item.text("reason", "已落实")))
    received = instant_of(item.number, item.said["received"], "received")
    paper, by, why = Report("见纸质报告"), item.office(bureau), item.text("reason")
    return file_report(bureau, item.target, by, item.at, paper, received=received, reason=why)


VERBS: dict[str, Callable[[Bureau, Item], Done]] = {
    "file": _file,
    "file_unsealed": lambda b, i: file_report(b, i.target, i.by(b), i.at, Report(progress="已落实"), sealed=False),
    "seal": lambda b, i: seal_report(b, i.target, i.by(b), i.at),
    "return": lambda b, i: return_report(b, i.target, i.office(b), i.at, i.text("reason"), i.until),
    "accept": lambda b, i: accept_report(b, i.target, i.office(b), i.at),
    "extend_ask": lambda b, i: ask_extension(
        b, i.target, i.by(b), i.at, _day(i), i.text("reason"), again=_for_others(b, i)
    ),
    "extend_decide": lambda b, i: decide_extension(
        b, i.target, i.office(b), i.at, ExtensionChoice(i.text("decision")), i.until, i.text("reason")
    ),
    "explain": lambda b, i: explain(b, i.target, i.by(b), i.at, i.text("reason")),
    "explain_decide": _decide_explanation,
    "withdraw": lambda b, i: withdraw_request(b, i.target, i.by(b), i.at),
    "waive": lambda b, i: waive(b, i.target, i.office(b), i.at, i.text("reason")),
    "close": lambda b, i: close_case(b, i.target, i.office(b), i.at, i.text("reason")),
    "correct": lambda b, i: correct_record(
        b, i.target, i.office(b), i.at, Correction(i.text("decision")), i.text("reason")
    ),
    "visit": lambda b, i: record_visit(b, i.target, i.by(b), i.at, i.text("firm")),
    "strike": lambda b, i: strike_visit(b, i.target, i.by(b), i.at, i.text("reason"), firm=i.text("firm")),
    "call": lambda b, i: log_call(b, i.target, i.clerk(b), i.at, i.text("reason"), i.text("slip")),
    "release": lambda b, i: release_held(b, i.target, i.clerk(b), i.at, i.text("reason")),
    "object": lambda b, i: object_to_case(b, i.target, i.by(b), i.at, i.text("reason")),
    "decide": lambda b, i: decide_case(b, i.target, i.by(b), i.at, CaseChoice(i.text("decision")), i.text("reason")),
}
DECISIONS: dict[str, tuple[StrEnum, ...]] = {
    "extend_decide": (ExtensionChoice.APPROVE, ExtensionChoice.REFUSE),
    "explain_decide": (ReasonChoice.ACCEPT, ReasonChoice.REJECT),
    "decide": (CaseChoice.CONFIRM, CaseChoice.DISMISS),
    "correct": tuple(Correction),
}


def _for_others(bureau: Bureau, item: Item) -> bool:
    """The office, or a leader for the office, asks on an owner's behalf, and allows a second request by that."""
    roster = bureau.roster
    person, own = roster.named(item.by(bureau)), roster.unit_named(item.owner) is roster.office
    return person is not None and roster.is_office(person.id, local_day(item.at)) != own


def _day(item: Item) -> date:
    if item.until is None:
        raise BadRequest("extend_ask 要写 until（延到哪天）")
    return item.until


def read_script(path: Path) -> list[Item]:
    """The script's items in order of time. Raises BadRequest that names the item and what would be right."""
    yaml = YAML(typ="base", pure=True)  # words as they are written: a date or a number that is none breaks nothing
    yaml.max_depth = MOST_DEEP
    try:
        loaded = yaml.load(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BadRequest(f"脚本{path}读不出来：{spell_fault(error)}") from error
    except (UnicodeDecodeError, YAMLError) as error:
        raise BadRequest(f"脚本{path}读不出来：{_fault_in(path)}") from error
    if not isinstance(loaded, list):
        raise BadRequest(f"脚本{path}应是一个列表，每项写 at、do、unit 或 person、period")
    items = (_item(number, said, path.parent) for number, said in enumerate(loaded, 1))
    return sorted(items, key=lambda item: item.at)


def _fault_in(path: Path) -> str:
    """What `check` would say of such a file."""
    found = read_source(path).findings
    return f"第{found[0].line}行，{found[0].message}；{found[0].suggestion}" if found else "请核对缩进、冒号和引号"


def _item(number: int, said: Any, folder: Path) -> Item:
    if not isinstance(said, dict):
        raise BadRequest(f"脚本第{number}项应写成 at: …, do: … 的形式")
    for name in set(said) - FIELDS:
        near = get_close_matches(str(name), FIELDS, 1)
        raise BadRequest(f"脚本第{number}项不认识“{name}”" + (f"，是不是 {near[0]}" if near else ""))
    do = circumstances.kind_of(said)
    if do not in (*VERBS, *circumstances.ALL):
        raise BadRequest(f"脚本第{number}项的 do 是“{do}”，可用的有：{'、'.join((*VERBS, *circumstances.ALL))}")
    check_plain(number, said)
    circumstances.check_fields(number, do, said)
    if do in circumstances.ALL:
        return _circumstance(number, do, said, folder)
    return _act(number, do, said)


def _circumstance(number: int, do: str, said: dict[str, Any], folder: Path) -> Item:
    at = instant_of(number, said.get("at"))
    circumstances.check(number, do, at, said)
    found = {"content": folder / said["content"]} if do == circumstances.CONTENT else {}
    return Item(number, at, do, "", "", {**said, **found})


def _act(number: int, do: str, said: dict[str, Any]) -> Item:
    if do in DECISIONS and said.get("decision") not in DECISIONS[do]:
        raise BadRequest(f"脚本第{number}项的 decision 应为 {' 或 '.join(DECISIONS[do])}")
    owner = str(said.get("person") or said.get("unit") or "")
    if not owner or not said.get("period"):
        raise BadRequest(f"脚本第{number}项要写 unit（或 person）和 period")
    check_act(number, do, said)
    return Item(number, instant_of(number, said.get("at")), do, owner, said["period"], said)


def ends_at(item: Item) -> datetime:
    """When a process that stopped runs again, or messages arrive again."""
    return instant_of(item.number, item.said["until"], "until")


def undelivered(bureau: Bureau, item: Item) -> Undelivered:
    """What is refused from an item's instant on. Raises BadRequest where the roster does not know the person."""
    said = item.text("person")
    person = bureau.roster.named(said) if said else None
    if said and person is None:
        raise BadRequest(f"名册中没有“{said}”，person 写名册中的姓名或编号")
    return Undelivered(
        Channel(item.text("channel")), ends_at(item), person.id if person else "", item.text("dead") == "true"
    )


def play(bureau: Bureau, item: Item) -> Done:
    """Do what an item says. Raises the action's Refusal, with the item's number."""
    return VERBS[item.do](bureau, item)
