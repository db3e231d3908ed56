"""Offices open pages in browsers that are years old, or in 兼容模式: those know no CSS variables."""

import re

from tests.web.browser import Console
from yudu_flow.web.parts.pages import STATIC

CSS = (STATIC / "console.css").read_text("utf-8")
DECLARATION = re.compile(r"(?<=[{;])\s*([a-z-]+):\s*([^;{}]+)")
VARIABLES = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", CSS))


def in_plain(value: str) -> str:
    """The value with what its variables hold."""
    return re.sub(r"var\((--[\w-]+)\)", lambda name: VARIABLES[name[1]], value)


def test_every_variable_comes_after_its_plain_value() -> None:
    declared = [(name, value.strip()) for name, value in DECLARATION.findall(CSS)]
    bare = [
        (name, value)
        for before, (name, value) in zip([("", ""), *declared], declared, strict=False)
        if "var(" in value and before != (name, in_plain(value))
    ]
    assert bare == []


def test_a_page_asks_for_the_browsers_modern_engine(console: Console) -> None:
    page = console.stranger().look("/sign-in")
    assert '<meta name="renderer" content="webkit">' in page
    assert '<meta http-equiv="X-UA-Compatible"' in page
