"""The roster file: posts with holders by dates, deputies, firms, groups."""

from datetime import date
from pathlib import Path

import pytest

from tests.content.copies import PLAN, ROSTER, SHIPPED, change, content_of, copy_of_content, errors
from tests.content.read import plans_at, roster_at

HOLDERS = "liaison: {holders: [{person: jiuye-liaison}]}"
LI_BIN = "\n  li-bin: {name: 李斌, "
LI_MING = "\n  li-ming: {name: 李明, "


def test_it_hands_a_post_to_a_successor_on_the_day(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    both = "[{person: jiuye-liaison, to: 2021-03-31}, {person: shebao-head, from: 2021-04-01}]"
    change(home, ROSTER, HOLDERS, f"liaison: {{holders: {both}}}")
    post = content_of(home).roster.posts["就业局.liaison"]
    assert post.title == "就业局联络员"
    assert post.holder(date(2021, 3, 31)) == "jiuye-liaison"
    assert post.holder(date(2021, 4, 1)) == "shebao-head"


def test_it_knows_the_deputy_of_an_absence(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    away = "away: [{from: 2020-10-12, to: 2020-10-16, deputy: li-bin}]"
    change(home, ROSTER, LI_MING, f"{LI_MING}{away}, ")
    roster = content_of(home).roster
    acting = roster.acting("li-ming", date(2020, 10, 12))
    back = roster.acting("li-ming", date(2020, 10, 17))
    assert acting is not None
    assert back is not None
    assert (acting.name, back.name) == ("李斌", "李明")


@pytest.mark.parametrize(("until", "found"), [("2020-10-12", 2), ("2020-10-11", 0)])
def test_it_refuses_deputies_of_each_other_on_the_same_day(tmp_path: Path, until: str, found: int) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, LI_MING, f"{LI_MING}away: [{{from: 2020-10-12, to: 2020-10-16, deputy: li-bin}}], ")
    change(home, ROSTER, LI_BIN, f"{LI_BIN}away: [{{from: 2020-10-01, to: {until}, deputy: li-ming}}], ")
    assert [finding.message.endswith("绕回到本人") for finding in errors(home)] == [True] * found


def test_it_keeps_the_firms_of_units_by_name_and_of_people_by_id(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, HOLDERS, f"{HOLDERS}\n    firms: [甲公司, 乙公司]")
    change(home, ROSTER, "firms: [] #", "firms: [丙公司] #")
    roster = content_of(home).roster
    assert roster.firms == {"就业局": ("甲公司", "乙公司"), "li-zijian": ("丙公司",)}
    assert roster.units["就业局"].firms == ("甲公司", "乙公司")


def test_it_leaves_a_group_without_members_to_the_plan(tmp_path: Path) -> None:
    assert content_of(copy_of_content(tmp_path)).roster.groups == {"各责任股室": None}


def test_it_reads_the_members_of_a_group(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, "- name: 各责任股室", "- {name: 各责任股室, members: [专技股, 事业股]}")
    assert content_of(home).roster.groups == {"各责任股室": ("专技股", "事业股")}


def test_it_knows_the_leader_in_charge_of_a_unit(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, HOLDERS, f"{HOLDERS}\n    in_charge: leader-li-ming")
    assert content_of(home).roster.units["就业局"].in_charge == "leader-li-ming"


def test_it_marks_a_home_that_is_a_guess(tmp_path: Path) -> None:
    person = content_of(copy_of_content(tmp_path)).roster.people["li-zijian"]
    assert (person.home, person.home_is_placeholder) == ("办公室", True)


def test_a_home_that_is_a_guess_gives_no_rights_of_the_office(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, LI_BIN, f"{LI_BIN}home: 办公室, ")
    assert content_of(home).roster.is_office("li-bin", date(2020, 10, 12))
    change(home, ROSTER, LI_BIN, f"{LI_BIN}home_placeholder: true, ")
    assert not content_of(home).roster.is_office("li-bin", date(2020, 10, 12))


def test_it_keeps_a_mobile_as_written_without_quotes(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, 'mobile: "00000000001"', "mobile: 00000000001")
    assert content_of(home).roster.people["duan-xianhui"].mobile == "00000000001"


def test_it_can_be_read_alone_and_plans_after_it() -> None:
    roster, found = roster_at(SHIPPED / ROSTER)
    plans, also_found = plans_at((SHIPPED / PLAN).parent, roster)
    assert (len(plans), found, also_found) == (1, [], [])


def test_it_finds_a_pair_of_deputies_without_closing_the_circle_through_a_third(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    duan = "\n  duan-xianhui: {name: 段先辉, "
    days = "from: 2020-10-12, to: 2020-10-16"
    for line, deputy in ((duan, "li-ming"), (LI_MING, "li-bin"), (LI_BIN, "li-ming")):
        change(home, ROSTER, line, f"{line}away: [{{{days}, deputy: {deputy}}}], ")
    assert [finding.value for finding in errors(home)] == ["li-bin", "li-ming"]


def test_it_leads_a_name_in_the_plan_to_the_roster_whatever_blanks_and_dots_it_has(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    before = content_of(home).plans
    change(home, PLAN, "李明", "李　明")
    change(home, PLAN, "就业局", "就业\u00a0局")
    change(home, ROSTER, "home: 办公室", "home: 办\u3000公室")
    content = content_of(home)
    assert content.plans == before
    assert content.roster.people["li-zijian"].home == "办公室"


def test_it_refuses_two_people_whose_names_differ_in_a_blank_alone(tmp_path: Path) -> None:
    home = copy_of_content(tmp_path)
    change(home, ROSTER, "name: 李斌", "name: 李　明")
    assert [finding.message for finding in errors(home)] == ["姓名“李　明”与“li-ming”相同，方案里写姓名时分不清"]
