"""What the quick reader of YAML takes on, it reads as the careful one does; the rest it leaves to it."""

import random
from textwrap import dedent
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.bureau import SHIPPED
from tests.invented import PLAN, ROSTER
from yudu_flow.content.any_yaml import read_any
from yudu_flow.content.plain_yaml import NotPlain, Trail, compose_plain, read_plain
from yudu_flow.content.source import Source
from yudu_flow.content.yaml_text import end_of, entries_of

TEXTS = [PLAN, ROSTER, *(file.read_text(encoding="utf-8") for file in SHIPPED.glob("[cw]o*/*.yaml"))]
SLIPS = [
    *" \n:,-[]{}#'\"|>?!&*%@`~/\\.0局，：\t",
    "\n  ",
    "\n- ",
    ": ",
    " #",
    "--- ",
    "...\n",
    "''",
    "? ",
    "|\n  ",
    "null",
]


def carefully(text: str) -> Source:
    """As ruamel reads it."""
    source = Source("file")
    read_any(text, source)
    return source


def places(data: object, found: dict[Trail, tuple[int, int]]) -> dict[Trail, tuple[int, int]]:
    """Where every value stands that is one: of nothing the two readers name other ends."""
    return {trail: place for trail, place in found.items() if _at(data, trail) not in (None, "", {})}


def _at(data: object, trail: Trail) -> object:
    for step in trail:
        data = data[step]  # type: ignore[index]
    return data


def stretches(node: Any, text: str) -> list[tuple[str, int, int, bool]]:
    """Where each node stands that is one, and whether it is in quotes."""
    inner = [one for _, _, value in entries_of(node) for one in stretches(value, text)]
    quoted = bool(node.style) if node.id == "scalar" else False
    return [(node.id, node.start_mark.index, end_of(node, text), quoted), *inner] if node.value else inner


@pytest.mark.parametrize("text", [*TEXTS, *(text.replace("\n", "\r\n") for text in TEXTS)])
def test_both_know_alike_where_everything_stands(text: str) -> None:
    """Three hundred units in a workbook took ruamel two minutes, as the roster is read anew after each."""
    careful = YAML(typ="base", pure=True).compose(text)
    assert stretches(compose_plain(text), text) == stretches(careful, text)


def with_slips(chance: random.Random) -> str:
    """Some lines of a file with a slip or two, as fingers make them."""
    lines = chance.choice(TEXTS).splitlines()
    start = chance.randrange(len(lines))
    text = "\n".join(lines[start : start + chance.randint(1, 9)])
    text = dedent(text) if chance.random() < 0.7 else text
    for _ in range(chance.choice((0, 1, 1, 2))):
        place = chance.randrange(len(text) + 1)
        text = text[:place] + chance.choice([*SLIPS, ""]) + text[place + (chance.random() < 0.3) :]
    return text


@pytest.mark.parametrize("text", [*TEXTS, ROSTER.replace("\n", "\r\n")])
def test_whole_files_are_read_quickly_and_alike(text: str) -> None:
    quick, careful = read_plain(text), carefully(text)
    assert not careful.findings
    assert (quick.data or {}, quick.keys) == (careful.data, careful.keys)
    assert places(quick.data, quick.values) == places(careful.data, careful.values)


def test_both_read_alike_what_the_quick_one_takes_on() -> None:
    chance, taken = random.Random(9), 0
    for text in [with_slips(chance) for _ in range(400)]:
        try:
            quick = read_plain(text)
        except NotPlain:
            continue
        careful = carefully(text)
        assert not careful.findings, text
        assert (quick.data or {}, quick.keys) == (careful.data or {}, careful.keys), text
        assert places(quick.data, quick.values) == places(careful.data, careful.values), text
        taken += 1
    assert taken > 150


@pytest.mark.parametrize(
    "text",
    ["a: &x 1\n", "a: *x\n", "a: !!str 1\n", "a:\t1\n", "a: 1\na: 2\n", "a: |\n  1\n", "a: 1\n--- {}\n", "[" * 51],
)
def test_the_rare_and_the_wrong_are_left_to_the_careful_one(text: str) -> None:
    with pytest.raises(NotPlain):
        read_plain(text)


def test_no_depth_of_brackets_is_too_much() -> None:
    with pytest.raises(NotPlain):
        read_plain("[" * 100_000 + "]" * 100_000)
