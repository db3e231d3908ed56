"""A figure as people write it: it …"""

import pytest

from yudu_flow.domain.amount import parse_amount, spell_amount


@pytest.mark.parametrize(
    ("said", "unit", "value"),
    [
        ("7100", "人", 7100),
        ("7100人", "人", 7100),
        (" 482,000 人 ", "人", 482000),
        ("４８，２００", "人", 48200),
        ("98.5%", "%", 98.5),
        ("98.5％", "%", 98.5),
        ("98.50", "%", 98.5),
        ("1.2万", "人", 12000),
        ("1.2万人", "人", 12000),
        ("48.2 万人", "万人", 48.2),
        ("48.2", "万人", 48.2),
        ("50亿元", "元", 5_000_000_000),
        ("5000亿", "元", 500_000_000_000),
        ("99999999999", "元", 99_999_999_999),
        ("0", "户", 0),
    ],
)
def test_it_is_read(said: str, unit: str, value: float) -> None:
    assert parse_amount(said, unit) == value


@pytest.mark.parametrize(
    "said", ["", "约7100", "7100多人", "7100户", "-5", "1/3", "1e5", "7100.5", "9" * 13, "9" * 400]
)
def test_it_is_refused_where_it_is_none(said: str) -> None:
    assert parse_amount(said, "人") is None


def test_it_is_spelled_as_it_was_meant() -> None:
    assert [spell_amount(value) for value in (482000, 98.5, 0)] == ["482,000", "98.5", "0"]
