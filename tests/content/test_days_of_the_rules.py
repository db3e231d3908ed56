"""What the rules say is said from the rules: no message and no page has their days in words of its own."""

import re
from pathlib import Path

import pytest

from tests.bureau import SHIPPED
from yudu_flow.actions.acts.table import VERBS

FIXED = re.compile(r"(?:\d|(?<!下)[一二两三四五六七八九十])个?工作日|\d+\s*天")
NOT_OF_THE_RULES = {
    "link-over.html": ["10天"],  # how long a link opens a desk, actions/access/links.py
    "give.html": ["5个工作日"],  # what an instruction calls short, domain/duties/instruction.py
}
MESSAGES = sorted(file for file in (SHIPPED / "notifications").glob("*/*.*"))
PAGES = sorted((SHIPPED / "yudu_flow" / "web" / "templates").rglob("*.html"))


@pytest.mark.parametrize("files", [MESSAGES, PAGES], ids=["messages", "pages"])
def test_no_words_have_days_that_the_rules_decide(files: list[Path]) -> None:
    found = {file.name: FIXED.findall(file.read_text(encoding="utf-8")) for file in files}
    allowed = {name: days for name, days in NOT_OF_THE_RULES.items() if name in found}
    assert {name: days for name, days in found.items() if days} == allowed
    assert len(files) > 20


def test_no_act_describes_itself_with_such_days() -> None:
    said = {verb.name: [verb.says, *(field.asked.says for field in verb.fields)] for verb in VERBS}
    assert {name: words for name, words in said.items() if any(map(FIXED.search, words))} == {}
