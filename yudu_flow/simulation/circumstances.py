"""What a script lets happen that nobody does: the process stops, messages do not arrive, other content is in force."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.errors import BadRequest
from yudu_flow.simulation.instants import instant_of

DOWNTIME, UNDELIVERED, CONTENT = "downtime", "undelivered", "content"
ALL = (DOWNTIME, UNDELIVERED, CONTENT)
TIMED = (DOWNTIME, UNDELIVERED)
OWN = {"channel": UNDELIVERED, "dead": UNDELIVERED, "content": CONTENT}
"""Fields that mean something for one of them alone."""
TAKEN = {
    DOWNTIME: {"at", "do", "until"},
    UNDELIVERED: {"at", "do", "until", "channel", "person", "dead"},
    CONTENT: {"at", "do", "content"},
}
HINTS = {UNDELIVERED: "；只对一个人时写 person，不写则所有人都收不到", DOWNTIME: "；程序停机，所有单位都一样"}


def kind_of(fields: Mapping[str, Any]) -> str:
    """What the item does; one that names content need not say more."""
    return str(fields.get("do") or (CONTENT if "content" in fields else ""))


def check_fields(number: int, do: str, fields: Mapping[str, Any]) -> None:
    """Raises BadRequest where a field is written that would mean nothing here."""
    for name in fields:
        if OWN.get(name, do) != do:
            raise BadRequest(f"脚本第{number}项（{do}）不写 {name}，它只用于 {OWN[name]}")
        if name not in TAKEN.get(do, fields):
            raise BadRequest(f"脚本第{number}项（{do}）不写 {name}{HINTS.get(do, '')}")


def check(number: int, do: str, at: datetime, fields: Mapping[str, Any]) -> None:
    """Raises BadRequest where the values of such an item cannot be meant."""
    if do == CONTENT:
        _check_path(number, fields.get("content"))
    elif instant_of(number, fields.get("until"), "until") <= at:
        raise BadRequest(f"脚本第{number}项的 until 应晚于 at")
    if do == UNDELIVERED:
        _check_undelivered(number, fields)


def _check_path(number: int, path: Any) -> None:
    if not path or not path.strip():
        raise BadRequest(f"脚本第{number}项的 content 应写从这时起换用的文件或文件夹，如 新内容/roster.yaml")


def _check_undelivered(number: int, fields: Mapping[str, Any]) -> None:
    if fields.get("channel") not in [*WAYS]:
        raise BadRequest(f"脚本第{number}项的 channel 应为 {' 或 '.join(WAYS)}")
    if "person" in fields and not fields["person"]:
        raise BadRequest(f"脚本第{number}项的 person 应写姓名或编号；所有人都收不到就不写 person")
    if fields.get("dead", "false") not in ("true", "false"):
        raise BadRequest(f"脚本第{number}项的 dead 应为 true（查无此址）或 false（过一会儿能再发）")
