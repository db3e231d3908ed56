"""Which fields an act of a script may have, and that each is a plain word: what means nothing there is refused."""

import re
from collections.abc import Mapping
from typing import Any

from yudu_flow.domain.errors import BadRequest
from yudu_flow.simulation import circumstances

OWN = {
    "until": ("return", "extend_ask", "extend_decide", "explain_decide", *circumstances.TIMED),
    "decision": ("extend_decide", "explain_decide", "decide", "correct"),
    "firm": ("visit", "strike"),
    "slip": ("call",),
    "received": ("file",),
}
"""Fields that mean something for some acts alone."""
PERIOD = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def check_plain(number: int, said: Mapping[Any, Any]) -> None:
    """Raises BadRequest where a field is a list or has fields of its own."""
    for name, value in said.items():
        if not isinstance(value, str):
            raise BadRequest(f"脚本第{number}项的 {name} 应是一个词或一句话，不能是列表或再分几项")


def check_act(number: int, do: str, said: Mapping[str, Any]) -> None:
    """Raises BadRequest where an act has a field that means nothing for it, or no month that can be one."""
    for name in said:
        if do not in OWN.get(name, (do,)):
            raise BadRequest(f"脚本第{number}项（{do}）不写 {name}，它只用于 {'、'.join(OWN[name])}")
    if not PERIOD.fullmatch(said["period"]):
        raise BadRequest(f"脚本第{number}项的 period 应写成 2020-09 这样的月份")
