"""What a file's shape refuses, said in Chinese: a sentence for each kind of error, the value, what would be right."""

import re
from collections.abc import Callable, Mapping
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from yudu_flow.content.findings import nearest
from yudu_flow.content.odd_characters import half_width
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.shape import Shape
from yudu_flow.content.source import Source
from yudu_flow.domain.names import is_unseen

S = TypeVar("S", bound=Shape)
Complaint = tuple[str, str]

PATTERN_WORDS: Mapping[str, str] = {
    r"^[^\x00-\x1f]+$": "应为一行文字，不能换行",
    r"^[a-z0-9][a-z0-9-]*$": "应为编号，只用小写字母、数字和“-”",
}

Say = Callable[[str, Mapping[str, Any]], str]
INT, YES_OR_NO = ("int_parsing", "int_type"), ("bool_parsing", "bool_type")
PAIRS, CHOICES = ("dict_type", "model_type"), ("enum", "literal_error")
OUR_OWN = ("figure", "day", "month", "clock")
"""What shape.py refuses in its own words."""
WORDS: Mapping[str, Say] = {
    "string_type": lambda name, _: f"“{name}”应为一段文字",
    "string_too_short": lambda name, _: f"“{name}”不能为空",
    "string_pattern_mismatch": lambda name, limits: f"“{name}”{PATTERN_WORDS[limits['pattern']]}",
    "list_type": lambda name, _: f"“{name}”应为列表，写成 [甲, 乙] 或每行一个“- ”",
    **dict.fromkeys(PAIRS, lambda name, _: f"“{name}”下面应为“名称: 内容”，每行一个"),
    "too_short": lambda name, limits: f"“{name}”至少要有 {limits['min_length']} 项",
    **dict.fromkeys(INT, lambda name, _: f"“{name}”应为整数"),
    "int_parsing_size": lambda name, _: f"“{name}”的数字太大",
    **dict.fromkeys(YES_OR_NO, lambda name, _: f"“{name}”应为 true 或 false"),
    **dict.fromkeys(CHOICES, lambda name, _: f"“{name}”没有这个选项"),
    "greater_than_equal": lambda name, limits: f"“{name}”不能小于 {limits['ge']}",
    "less_than_equal": lambda name, limits: f"“{name}”不能大于 {limits['le']}",
    **dict.fromkeys(OUR_OWN, lambda name, limits: f"“{name}”{limits['message']}"),
}
COLON = "冒号要用英文“:”，后面空一格"
ADVISED_TEXT = ("string_type", "list_type", *PAIRS)
ADVISED = (*ADVISED_TEXT, "too_short", *INT, *YES_OR_NO)

MOST_SHAPED = 16
SHAPED: dict[tuple[int, type[Shape]], tuple[object, Any]] = {}
"""What was shaped last: files that many homes have in common are one object, which nobody changes (plain_yaml)."""


def shaped(source: Source, shape: type[S]) -> S | None:
    """The file in its shape; None, with every error noted in `source`, where it does not fit."""
    if source.data is None:
        return None
    known = SHAPED.get((id(source.data), shape))
    if known and known[0] is source.data:
        return cast(S, known[1])
    try:
        # The data is kept beside its shape: once it was let go, another file's could come by its id.
        found = SHAPED[id(source.data), shape] = source.data, shape.model_validate(source.data)
        if len(SHAPED) > MOST_SHAPED:
            oldest, *_ = SHAPED  # in one step: between two another thread may add one
            SHAPED.pop(oldest, None)
        return found[1]
    except ValidationError as broken:
        for error in broken.errors(include_url=False):
            _note(error, source, shape)
        return None


def _note(error: ErrorDetails, source: Source, shape: type[Shape]) -> None:
    trail = tuple(part for part in error["loc"] if part != "[key]")  # pydantic's mark where a mapping's key is wrong
    name = str(next((part for part in reversed(trail) if isinstance(part, str)), "文件"))
    if error["type"] == "missing":
        source.error(trail, f"“{name}”没有填", _meaning(shape, trail), at_key=True)
    elif error["type"] == "extra_forbidden":
        advice = COLON if "：" in name or ":" in name else nearest(_seen(name), _fields(shape, trail[:-1]))
        source.error(trail, f"没有“{name}”这个字段", advice, value=name, at_key=True)
    else:
        source.error(trail, *_sentence(error, name, _meaning(shape, trail)), value=_shown(error["input"]))


def _sentence(error: ErrorDetails, name: str, meaning: str) -> Complaint:
    """The message, with the value at its end, and the advice."""
    limits, value = {**error.get("ctx", {}), "message": error["msg"]}, error["input"]
    complaint = WORDS[error["type"]](name, limits)
    if error["type"] in CHOICES:
        return f"{complaint}：{_shown(value)}", nearest(str(value), re.findall(r"'([^']*)'", limits["expected"]))
    return f"{complaint}，现为{_shown(value)}", _advice(error["type"], value, meaning)


def _advice(kind: str, value: object, meaning: str) -> str:
    # 9：00 lacks no key: its colon is to be typed anew like any other full-width sign.
    if isinstance(value, str) and "：" in value and kind != "clock":
        return COLON
    if isinstance(value, str) and half_width(value) != value and kind not in ADVISED_TEXT:
        return f"换成英文的半角字符：{half_width(value).strip()}"
    return meaning if kind in ADVISED else ""


def _seen(name: str) -> str:
    """What shows of a name."""
    return "".join(character for character in name if not is_unseen(character))


def _shown(value: object) -> str:
    """A value as the reader wrote it, short."""
    if value is None:
        return "空"
    if isinstance(value, dict):
        return "多个“名称: 内容”" if value else "空"
    if isinstance(value, list):
        return "一个列表" if value else "空"
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"


def _fields(shape: type[Shape], trail: Trail) -> dict[str, FieldInfo]:
    """The fields, as files name them, of the mapping that `trail` leads to."""
    inner = _follow(shape, trail)
    if isinstance(inner, type) and issubclass(inner, Shape):
        return {field.alias or name: field for name, field in inner.model_fields.items()}
    return {}


def _meaning(shape: type[Shape], trail: Trail) -> str:
    """The description of the field that `trail` ends in, or of the list around it."""
    names = [index for index, part in enumerate(trail) if isinstance(part, str)]
    field = _fields(shape, trail[: names[-1]]).get(str(trail[names[-1]])) if names else None
    return (field.description or "") if field else ""


def _follow(kind: Any, trail: Trail) -> Any:
    for part in trail:
        kind = _inside(kind)
        if isinstance(kind, type) and issubclass(kind, Shape):
            field = _fields(kind, ()).get(str(part))
            kind = field.annotation if field else None
        else:
            kind = get_args(kind)[-1] if get_args(kind) else None
    return _inside(kind)


def _inside(kind: Any) -> Any:
    """The type without Annotated and without `| None`."""
    while get_origin(kind) in (Annotated, Union, UnionType):
        kind = get_args(kind)[0]
    return kind
