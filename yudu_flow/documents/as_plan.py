"""A draft as the form of a plan, to be compared with one: what was read, without what is only offered."""

from dataclasses import replace

from yudu_flow.content.entries import Row, row_of
from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.plan.outline import DUTY, WHOLE
from yudu_flow.content.read_source import read_source, source_of
from yudu_flow.content.source import Source
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.drafts import Kept
from yudu_flow.documents.saving import assignment_ids, plan_text


def kept_as_plan(kept: Kept) -> Row:
    """As its text has it, where somebody has edited that. Raises BrokenContent where it is no YAML or not in UTF-8."""
    if kept.draft and not kept.by_hand:
        return as_plan(kept.draft)
    return _row(read_source(kept.file, kept.file.name))


def as_plan(draft: Draft) -> Row:
    """The report that is offered where none was read stays out: nobody has ordered it."""
    row = _row(source_of(plan_text(draft), draft.plan))
    if any(one.assignment is None for one in draft.duties):
        return row
    return replace(
        row, lists={**row.lists, DUTY.name: tuple(one for one in row.lists[DUTY.name] if one.said["assignment"])}
    )


def doubted(draft: Draft) -> set[str]:
    """The ids of the assignments that nobody has looked at yet though they need it."""
    return {id for id, one in zip(assignment_ids(draft), draft.assignments, strict=True) if not one.sure}


def _row(source: Source) -> Row:
    if source.findings:
        raise BrokenContent(source.findings)
    return row_of(WHOLE, source.data)
