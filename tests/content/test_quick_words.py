"""The short ways for what templates print say what Jinja2's own say."""

from typing import Any

import pytest
from jinja2 import Environment
from markupsafe import Markup

from yudu_flow.content.notifications.templates import quick_escape, quick_join

PRINTED: list[Any] = [
    "王<b>芳</b> & “科”",
    "",
    3,
    2.5,
    True,
    1,
    None,
    Markup("<br>"),
    ["<i>"],
    ("甲", "<乙>"),
    {"<": 1},
]
LISTS: list[Any] = [("甲", "<乙>"), ["甲"], (), ("甲", 3), ("甲", Markup("<br>")), "甲乙", {"甲": 1}, iter("甲<")]


def both(source: str, escapes: bool, **words: Any) -> tuple[str, str]:
    """As Jinja2 says it, and as we do."""
    plain, ours = Environment(autoescape=escapes), Environment(autoescape=escapes)
    ours.filters["join"] = quick_join
    template = ours.from_string(source)
    template.root_render_func.__globals__["escape"] = quick_escape
    return plain.from_string(source).render(**words), template.render(**words)


@pytest.mark.parametrize("escapes", [True, False])
def test_it_says_the_same(escapes: bool) -> None:
    """Twice, since words are remembered; True is not 1."""
    for value in [*PRINTED, *PRINTED]:
        usual, quick = both("{% set x %}{{ a }}{% endset %}{{ a }}{{ x }}{{ a ~ x }}", escapes, a=value)
        assert quick == usual
    for value in LISTS:
        for separator in ("；", "<br>", Markup("<br>")):
            kept = [*value] if not isinstance(value, str | tuple | list | dict) else value
            usual, quick = both("{{ a | join(d) }}{{ a | join }}", escapes, a=kept, d=separator)
            assert quick == usual
    usual, quick = both("{{ a | join('、', attribute='k') }}", escapes, a=[{"k": "<"}, {"k": 2}])
    assert quick == usual
