"""A document looked through beside its words: nothing that was typed or marked is lost, however long it is."""

import pytest

from tests.bureau import CLERK
from tests.web.browser import Browser, Console
from tests.web.test_office_plans import PLANS, WHOLE, brought, drafts

MANY = {f"more-{at}": "1" for at in range(4500)}
"""Fields of a plan of 300 measures with two targets each."""


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋."""
    console.desk.at("2020-09-21T09:00")
    return console.account(CLERK)


@pytest.mark.parametrize(("where", "said"), [("", WHOLE), ("/edit", {"do": "look"}), ("/compare", {"do": "look"})])
def test_a_plan_of_hundreds_of_measures_is_taken(
    clerk: Browser, console: Console, where: str, said: dict[str, str]
) -> None:
    brought(clerk)
    [draft] = drafts(console)
    answer = clerk.send_form(f"{PLANS}/drafts/{draft.stem}{where}", {**said, **MANY})
    assert "请求有误" not in answer.text
