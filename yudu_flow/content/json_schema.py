"""JSON Schemas of the content files, for editors: `yudu-flow schema` writes them out."""

from typing import Any

from yudu_flow.content.calendar.shape import CalendarShape
from yudu_flow.content.plan.shape import PlanShape
from yudu_flow.content.roster.shape import RosterShape
from yudu_flow.content.rules.shape import RulesShape
from yudu_flow.content.shape import Shape

SHAPES: dict[str, type[Shape]] = {
    "workflow": PlanShape,
    "roster": RosterShape,
    "rules": RulesShape,
    "calendar": CalendarShape,
}


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file: workflow, roster, rules, calendar. What a clerk reads in it is Chinese."""
    return {name: _in_chinese(shape.model_json_schema()) for name, shape in SHAPES.items()}


def _in_chinese(schema: Any) -> Any:
    """Without pydantic's titles and without docstrings, which are for programmers."""
    if isinstance(schema, list):
        return [_in_chinese(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    dropped = ("title", "description") if "properties" in schema or "enum" in schema else ("title",)
    kept = {key: value for key, value in schema.items() if not (key in dropped and isinstance(value, str))}
    return {key: _in_chinese(value) for key, value in kept.items()}
