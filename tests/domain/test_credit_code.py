"""统一社会信用代码: the check character of GB 32100-2015."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yudu_flow.domain.credit_code import CHARACTERS, check_character, fault_of, plain_code

FIRST = st.text(CHARACTERS, min_size=17, max_size=17)


@pytest.mark.parametrize(
    "code", ["91350100M000100Y43", "91110108551385082Q", "91330100799655058B", "914403001922038216"]
)
def test_known_codes_are_good(code: str) -> None:
    """Those of firms whom everybody can look up."""
    assert fault_of(code) == ""


@given(FIRST, st.integers(0, 16), st.sampled_from(CHARACTERS))
def test_one_wrong_character_is_found(first: str, place: int, other: str) -> None:
    code = first + check_character(first)
    assert fault_of(code) == ""
    changed = code[:place] + other + code[place + 1 :]
    assert (fault_of(changed) == "") == (changed == code)


@given(FIRST, st.integers(0, 15))
def test_two_that_changed_places_are_found(first: str, place: int) -> None:
    code = first + check_character(first)
    changed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (fault_of(changed) == "") == (changed == code)


def test_it_says_what_is_wrong() -> None:
    assert "现在是17位" in fault_of("91350100M000100Y4")
    assert "“O”" in fault_of("9135O100M000100Y43")
    assert "校验位" in fault_of("91350100M000100Y44")


def test_blanks_and_full_width_letters_do_not_matter() -> None:
    assert plain_code(" ９１３５０１００ m000100y-43\u200b") == "91350100M000100Y43"
