"""When two names are one, however their blanks and dots were typed."""

import pytest

from yudu_flow.domain.names import known_as, name_key, names_in, same_name
from yudu_flow.domain.roster import Person, Roster, Unit, UnitKind

DESK = Unit("办公室", UnitKind.OFFICE, "desk", "chief", full_name="某县人社局（办公室）", aliases=("局办",))
AYGUL = Person("aygul", "阿依古丽·买买提")
LI = Person("li-ming", "李　明")
ROSTER = Roster("county", "某县人社局", {"办公室": DESK}, {"aygul": AYGUL, "li-ming": LI}, {}, {"各责任股室": None})


@pytest.mark.parametrize(
    "typed", ["李　明", "李 明", "李\u00a0明", "李\u200b明", " 李明\ufeff", "李\u3164明", "李明\ufe00", "⼘明"]
)
def test_it_counts_no_blank_and_nothing_unseen(typed: str) -> None:
    assert same_name(typed, "卜明" if typed == "⼘明" else "李明")


@pytest.mark.parametrize("dot", "·•・･‧∙⋅．.●")
def test_it_takes_every_middle_dot_for_one(dot: str) -> None:
    assert ROSTER.named(f"阿依古丽{dot}买买提") == ROSTER.named(f"阿依古丽 {dot} 买买提") == AYGUL


@pytest.mark.parametrize("typed", ["局办", "局 办", "某县人社局(办公室)", "办公室"])
def test_it_finds_a_unit_by_any_of_its_names(typed: str) -> None:
    assert ROSTER.unit_named(typed) == DESK


def test_it_finds_a_person_by_id_and_by_name() -> None:
    assert ROSTER.named("li-ming") == ROSTER.named("ｌｉ-ｍｉｎｇ") == ROSTER.named("李明") == LI


def test_it_keeps_different_names_apart() -> None:
    assert ROSTER.named("李明明") is None
    assert ROSTER.unit_named("") is None
    assert not same_name("李明", "李鸣")


def test_it_spells_a_name_as_it_is_known() -> None:
    assert ROSTER.group_named("各责任 股室") == "各责任股室"
    assert known_as("甲 公司", ["乙公司", "甲公司"]) == "甲公司"
    assert known_as("丙公司", ["乙公司", "甲公司"]) is None


def test_it_has_no_key_for_a_name_in_which_nothing_shows() -> None:
    assert name_key("\u200b　\ufeff") == ""


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("就业局、社保局，农保局；\n办公室", ("就业局", "社保局", "农保局", "办公室")),
        ("各县（市、区）人民政府、市财政局", ("各县（市、区）人民政府", "市财政局")),
        ("县“双随机、一公开”联席会议、县司法局", ("县“双随机、一公开”联席会议", "县司法局")),
        ("甲局（乙局(丙、丁)，戊局）、己局", ("甲局（乙局(丙、丁)，戊局）", "己局")),
        ("甲局（乙、丙局", ("甲局（乙", "丙局")),
        ("，、", ()),
    ],
)
def test_it_parts_names_at_marks_but_those_of_a_name(typed: str, names: tuple[str, ...]) -> None:
    assert names_in(typed) == names
