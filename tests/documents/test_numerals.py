"""Numbers in documents: it reads …"""

import pytest

from yudu_flow.documents.numerals import number, year_number
from yudu_flow.documents.word_numbers import int_of
from yudu_flow.wording.numerals import numeral


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("27", 27),
        ("廿七", 27),
        ("廿", 20),
        ("二十七", 27),
        ("十", 10),
        ("一百零三", 103),
        ("一百二十", 120),
        ("⑤", 5),
        ("⒇", 20),
        ("⒈", 1),
        ("㈩", 10),
        ("两", 2),
    ],
)
def test_each_way_of_writing_them(words: str, value: int) -> None:
    assert number(words) == value


def test_what_the_program_itself_writes() -> None:
    assert [number(numeral(value)) for value in range(1, 120)] == [*range(1, 120)]


@pytest.mark.parametrize(
    "words", ["", "一一", "甲", "十甲", "百十十", "9" * 10, "9" * 5_000, "十" * 5_000, "百" * 5_000, "廿" * 5_000]
)
def test_nothing_else(words: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        number(words)


def test_years() -> None:
    assert (year_number("二〇二〇"), year_number("2024")) == (2020, 2024)


@pytest.mark.parametrize("words", ["", "甲", "2" * 5_000, "二" * 5_000, "２" * 5_000])
def test_no_year_without_end(words: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        year_number(words)


@pytest.mark.parametrize("said", ["9" * 5_000, "--5", "-", "²", "", None])
def test_a_number_that_word_cannot_have_written_is_left_out(said: str | None) -> None:
    assert int_of(said, 7) == 7
