"""One change of a duty in a plan's text. Comments, order and everything else stay as they were written."""

from pathlib import Path

from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.plan.reading import plan_sources
from yudu_flow.content.read_source import source_of
from yudu_flow.content.yaml_text import YamlText, differing
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.domain.yearly import Change

FOLDER = "workflows"
REGULAR = "regular"
"""How often was our reading while nobody had said it."""


def edited(text: str, file: str, duty: str, change: Change) -> str:
    """The plan's text with a duty changed; `text` itself where nothing changes.

    Raises BrokenContent where it is no YAML, NotFound where it has no such duty, BadRequest for a place that is written
    too oddly to be changed for sure. Whether the outcome is right is for `check`.
    """
    source = source_of(text, file)
    if source.findings:
        raise BrokenContent(source.findings)
    plan = YamlText(text)
    place = next((at for at in range(plan.count(("duties",))) if plan.word(("duties", at, "id")) == duty), None)
    if place is None:
        raise NotFound(f"{file} 里没有事项“{duty}”")
    trail: Trail = ("duties", place)
    _apply(plan, trail, change)
    if any(at[: len(trail)] != trail for at in differing(text, plan.text, file)):
        raise BadRequest(f"方案这一处的写法特殊，系统改不了，请直接修改 {file}")
    return plan.text


def file_of(home: Path, plan: str) -> str:
    """The file of the plan of that id, as findings name it. Raises NotFound."""
    for source in plan_sources(home / FOLDER, FOLDER):
        # Without blanks in its quotes, as the plan's shape reads it.
        if isinstance(source.data, dict) and str(source.data.get("id", "")).strip() == plan:
            return source.file
    raise NotFound(f"{FOLDER}/ 里没有方案“{plan}”，可能刚刚移走")


def _apply(plan: YamlText, trail: Trail, change: Change) -> None:
    if change.every is not None:
        plan.put((*trail, "every"), str(change.every))
        plan.drop((*trail, REGULAR))
    if change.last_period is not None:
        plan.put((*trail, "last_period"), str(change.last_period))
