"""Whom a change of the plan concerns, where the roster changes too before the next period opens: it …"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.actions.test_task import dated
from tests.bureau import DISPUTES, INSURANCE, JOBS, TRAINING, Desk, change, instant
from yudu_flow.actions.views.change_effects import Effect, change_effects
from yudu_flow.content.home import load

NOW = instant("2020-09-21T09:00")
LIAISON = "    liaison: {holders: [{person: tang-ning}]}\n"


def dropped(desk: Desk, home: Path, ends: str, stays: str) -> Effect:
    """What it changes in the report that the plan names TRAINING no more, which `ends`, and INSURANCE with `stays`."""
    desk.at("2020-09-21T09:00")
    change(home, "config/roster.yaml", LIAISON, f"{LIAISON}    until: {ends}\n    into: {JOBS}\n")
    bureau = replace(desk.bureau, content=load(home, NOW.date()))
    change(home, "workflows/plan.yaml", f"[{JOBS}, {TRAINING}]", f"[{JOBS}]")
    change(home, "workflows/plan.yaml", f"[{INSURANCE}, {DISPUTES}]", f"[{stays}]")
    with bureau.reading() as db:
        return change_effects(bureau, db, load(home, NOW.date()), NOW).effects[0]


def test_it_does_not_name_a_unit_that_is_gone_by_then_either_way(desk: Desk, home: Path) -> None:
    assert dropped(desk, home, "2020-09-25", INSURANCE).leaves == (DISPUTES,)


def test_it_names_one_that_would_have_owed_the_first_period_still(desk: Desk, home: Path) -> None:
    effect = dropped(desk, home, "2020-10-25", f"{INSURANCE}, {DISPUTES}")
    assert (effect.words, effect.leaves) == (("2020年10月起",), (TRAINING,))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("", "2020-12", ("改从2020年12月开始，原来从2020年9月开始",)),
        ("2020-12", "2020-10", ("改从2020年10月开始，原来从2020年12月开始",)),
    ],
)
def test_it_says_where_the_first_period_is_another(
    desk: Desk, home: Path, before: str, after: str, words: tuple[str, ...]
) -> None:
    was = replace(desk.bureau.rules, first_period=before or None)
    bureau = replace(desk.bureau, content=replace(desk.bureau.content, rules=was))
    other = replace(bureau.content, rules=replace(was, first_period=after))
    with bureau.reading() as db:
        found = change_effects(bureau, db, other, NOW).effects
    assert {one.words for one in found} == {words}


def test_it_says_where_a_task_not_begun_is_due_in_another_month(home: Path, database: str) -> None:
    desk = dated(home, database, "2020-11-20")
    change(home, "workflows/plan.yaml", "due: 2020-11-20", "due: 2020-12-18")
    with desk.bureau.reading() as db:
        [found] = change_effects(desk.bureau, db, load(home, NOW.date()), NOW).effects
    assert found.words == (f"{found.title}：最后一天 2020年11月20日（星期五） → 2020年12月18日（星期五）",)
