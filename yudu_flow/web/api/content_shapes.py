"""What the API takes and answers about the office's files: each form of content as a shape, made from its outline."""

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictBool, create_model
from pydantic import Field as Info

from yudu_flow.actions.acts.edit_contents import FORMS, ContentForm
from yudu_flow.content.entries import Field, Outline, Sort
from yudu_flow.content.entry_data import AT, several
from yudu_flow.web.api.answers import Answer
from yudu_flow.web.api.shapes import Given, OneLine, Text

MOST = 500
"""Entries of a list, names of a field."""
PLACE = "在文件里的位置，照读到的写回；新增的不写"


class Changing(Given):
    """What every change of a file says besides."""

    was: OneLine = Info(min_length=1, description="读到的指纹；之后被别人改过的，不予保存（409）")
    dry_run: StrictBool = Info(default=False, description="true 只看改了什么、从什么时候起有什么变化，不保存")
    why: OneLine = Info(default="", description="说明，记入操作记录")


class ValueChanged(Answer):
    """A value that is another, or an entry that came, went or moved."""

    place: str = Info(description="哪一处")
    what: str = Info(description="哪一项；新增、删去、移动的，写是哪一种")
    old: str = Info(description="原来")
    new: str = Info(description="改为")


class DutyChanged(Answer):
    plan: str = Info(description="方案")
    title: str = Info(description="事项")
    words: list[str] = Info(description="从哪一期起有什么变化")
    joins: list[str] = Info(description="新增由谁办理")
    leaves: list[str] = Info(description="不再由谁办理")


class StaysOpen(Answer):
    """What is under way and stays as it is."""

    title: str = Info(description="事项")
    period: str = Info(description="哪一期")
    open: int = Info(description="在办几项")


class FieldFault(Answer):
    """An error that `check` would find."""

    field: str = Info(description="哪一项，如 parts.0.title；空的不在这里面")
    message: str = Info(description="错在哪里，怎么改")


class ContentKept(Answer):
    changed: bool = Info(description="有没有改动")
    saved: bool = Info(description="存了没有")
    changes: list[ValueChanged]
    effects: list[DutyChanged] = Info(description="从哪一期起，哪些事项有变化")
    open: list[StaysOpen] = Info(description="已经开始、不受影响的")
    faults: list[FieldFault] = Info(description="有错误的不予保存；只看时在这里列出，保存时为 400")
    doubts: list[str] = Info(description="请核对的，不妨碍保存")
    note: str = Info(description="内容文件还有别的错误时的说明")
    fingerprint: str = Info(description="文件现在的指纹")


class Part(Given):
    """A piece of content: checked as part of the whole only, so that it needs no validator of its own."""

    model_config = ConfigDict(defer_build=True)


def said_of(form: ContentForm) -> type[BaseModel]:
    """A change of it."""
    shape: type[BaseModel] = create_model(
        f"{form.key.title()}Changing",
        __base__=Changing,
        content=(_content(form.key), Info(description="改后的内容；不写的项目、写 null 的不变")),
    )
    return shape


def answer_of(form: ContentForm) -> type[BaseModel]:
    """It as it stands."""
    shape: type[BaseModel] = create_model(
        f"{form.key.title()}Content",
        __base__=Answer,
        fingerprint=(str, Info(description="文件的指纹，修改时写在 was 里")),
        content=(_content(form.key), Info(description="内容，改好照样写回")),
    )
    return shape


@cache
def _content(key: str) -> type[BaseModel]:
    """One for what is taken and what is answered."""
    return _shape(FORMS[key].outline, key.title())


def _shape(outline: Outline, name: str) -> type[BaseModel]:
    made: dict[str, Any] = {one.name: (_type(one), Info(None, description=_told(one))) for one in outline.fields}
    for inner in outline.lists:
        most, only = (1, "，最多一个") if inner.single else (MOST, "")
        about = Info(None, max_length=most, description=f"{inner.label}{only}；写的是全部，按先后")
        made[inner.name] = (list[_placed(inner, name)] | None, about)  # type: ignore[misc]  # made here
    shape: type[BaseModel] = create_model(name, __base__=Part, **made)
    return shape


def _placed(outline: Outline, within: str) -> type[BaseModel]:
    """An entry of a list, which has a place in the file."""
    shape = _shape(outline, f"{within}{outline.name.title().replace('_', '')}")
    placed: type[BaseModel] = create_model(
        f"{shape.__name__}Entry", __base__=shape, **{AT: (OneLine, Info("", description=PLACE))}
    )  # type: ignore[call-overload]  # the field's name is a constant
    return placed


def _type(one: Field) -> Any:
    words = Text if one.sort is Sort.TEXT else OneLine
    kind: Any = list[words] if several(one) else StrictBool if one.sort is Sort.FLAG else words  # type: ignore[valid-type]
    return kind | None


def _told(one: Field) -> str:
    choices = "；".join(f"{value} {words}" for value, words in one.choices.items()) if one.sort is not Sort.FLAG else ""
    default = f"不写为 {one.default}" if one.default and one.sort is not Sort.FLAG else ""
    return "。".join(filter(None, (one.label, one.hint, choices, default)))
