"""The pages of help."""

import re

import pytest

from tests.bureau import JOBS
from tests.cli.commands import fine
from tests.web.browser import Console
from tests.web.sign_ins import CLERK


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


@pytest.mark.parametrize("role", ["unit", "office", "leader", "admin", "publish"])
def test_there_is_a_page_of_help_for_everybody(console: Console, role: str) -> None:
    assert "帮助：" in console.stranger().look(f"/help/{role}")


def test_the_office_reads_how_a_mistake_in_a_closed_month_is_mended(console: Console) -> None:
    """By the words of the page, and by a command that has every option it is shown with."""
    console.desk.until("2020-11-02T09:00")
    said = console.stranger().look("/help/office")
    assert "更正结果" in said
    assert "更正结果" in console.account(CLERK).look(f"/office/{console.id_of(JOBS)}")
    [shown] = re.findall(r"yudu-flow (correct [^<]+)<", said)
    known = fine("correct", "--help").out
    assert {word for word in shown.split() if word.startswith("--")} <= {*re.findall(r"--[a-z-]+", known)}
