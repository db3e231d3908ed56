"""The rehearsal: what the coming months would send, and what other rules change in that."""

from datetime import date
from pathlib import Path

import pytest

from tests.bureau import change, instant
from yudu_flow.content.findings import BrokenContent
from yudu_flow.settings import Settings
from yudu_flow.simulation.rehearsal import RULES, Beginning, Coming, Shifted, differences, rehearse
from yudu_flow.storage.firm_register import Register

NOW = instant("2020-09-18T08:30")
EARLY, LATE = date(2020, 9, 21), date(2020, 9, 22)


def begin(home: Path) -> Beginning:
    """Where nobody registered a firm."""
    return Beginning(Settings(home=home), NOW, Register())


def message(day: date, recipient: str = "苏禾", subject: str = "请报送") -> Coming:
    return Coming(day, recipient, "email", "report-reminder", subject)


def test_the_same_makes_no_difference() -> None:
    some = (message(EARLY), message(EARLY), message(LATE))
    found = differences(some, some[::-1])
    assert (found.added, found.removed, found.moved) == ((), (), ())


def test_the_same_words_on_another_day_are_moved() -> None:
    found = differences([message(EARLY)], [message(LATE)])
    assert (found.added, found.removed, found.moved) == ((), (), (Shifted(message(LATE), EARLY),))


def test_other_words_or_another_reader_are_not() -> None:
    before, after = [message(EARLY), message(EARLY)], [message(EARLY, "韩松"), message(LATE, subject="请补报")]
    found = differences(before, after)
    assert (found.added, found.removed, found.moved) == (tuple(after), tuple(before), ())


def test_it_plays_three_months_from_today(home: Path) -> None:
    coming = rehearse(begin(home))
    assert [*coming] == sorted(coming, key=lambda one: one.day)
    assert (coming[0].day, coming[-1].day) == (date(2020, 9, 18), date(2020, 12, 18))
    reminder = Coming(EARLY, "苏禾", "email", "report-reminder", "9月27日24:00截止：就业中心2020年9月稳就业月报")
    assert coming.count(reminder) == 1


def test_it_plays_a_plan_whatever_its_file_is_called(home: Path) -> None:
    before = rehearse(begin(home))
    (home / "workflows" / "plan.yaml").rename(home / "workflows" / "plan.yml")
    assert rehearse(begin(home)) == before


@pytest.mark.long
def test_it_tries_other_rules_and_leaves_the_files_alone(home: Path) -> None:
    rules = (home / RULES).read_text(encoding="utf-8")
    other = rules.replace("{name: R-5, days: 5,", "{name: R-4, days: 4,")
    assert other != rules
    found = differences(rehearse(begin(home)), rehearse(begin(home), {RULES: other}))
    first = [one for one in found.moved if one.message.recipient == "苏禾" and one.was == EARLY]
    assert [(one.was, one.message.day) for one in first] == [(EARLY, LATE)]
    counted = (len(found.added), len(found.removed), len(found.moved))
    assert counted == (1, 7, 14), "in November it meets a reminder of visits, in December the end of the preview"
    assert (home / RULES).read_text(encoding="utf-8") == rules
    assert not (home / "var").exists()


def test_broken_rules_are_told_with_their_line(home: Path) -> None:
    rules = (home / RULES).read_text(encoding="utf-8").replace('pass_at: "09:00"', 'pass_at: "21:00"')
    with pytest.raises(BrokenContent) as broken:
        rehearse(begin(home), {RULES: rules})
    assert {finding.file for finding in broken.value.findings} >= {"config/rules.yaml"}
    assert "免打扰" in str(broken.value)


def test_broken_content_of_the_home_is_told(home: Path) -> None:
    change(home, "config/roster.yaml", "su-he@test.local", "su-he@")
    with pytest.raises(BrokenContent, match="su-he@"):
        rehearse(begin(home))
