"""The shipped plan against the notice 于人社〔2020〕112号, bracket by bracket."""

from datetime import date

import pytest

from tests.content.copies import SHIPPED, TODAY, content_of
from yudu_flow.content.home import Content
from yudu_flow.domain.plan import Assignment, Duty, Plan
from yudu_flow.domain.roster import UnitKind

BRACKETS = [
    ("1.1", "加大支持企业稳岗就业", "责任领导：段先辉，李明；责任单位：社保局，就业局"),
    ("2.1", "落实社会保险补贴政策", "责任领导：李明；责任单位：就业局"),
    ("3.1", "拓宽以工代训范围", "责任领导：李明；责任单位：就业局"),
    ("4.1", "搭建人岗对接平台", "责任领导：李明；责任单位：就业局"),
    ("5.1", "全力保障重点群体就业创业", "责任领导：李明；责任单位：就业局、专技股"),
    ("5.2", "全力保障重点群体就业创业", "责任领导：李斌；责任单位：事业股"),
    ("5.3", "全力保障重点群体就业创业", "责任领导：李明；责任单位：就业局"),
    ("5.4", "全力保障重点群体就业创业", "责任领导：李明；责任单位：就业局、职建股"),
    ("6.1", "扶持就业创业", "责任领导：李明；责任单位：就业局"),
    ("7.1", "巩固就业扶贫成效", "责任领导：李明；责任单位：就业局"),
    ("7.2", "巩固就业扶贫成效", "责任领导：李明；责任单位：办公室、各责任股室"),
    ("8.1", "落实民生实事项目", "责任领导：段先辉；责任单位：养老工伤股、农保局、社保局"),
    ("8.2", "落实民生实事项目", "责任领导：李明；责任单位：就业局、职建股"),
    ("8.3", "落实民生实事项目", "责任领导：李明；责任单位：就业局"),
    ("9.1", "持续优化营商环境", "责任领导：段先辉；责任人：李子健"),
    ("9.2", "持续优化营商环境", "责任领导：段先辉；责任人：行政审批股、农保局、社保局、就业局"),
]
UNITS = {"社保局", "就业局", "专技股", "事业股", "职建股", "办公室", "养老工伤股", "农保局", "行政审批股"}
TARGETS = [
    ("8.1", "城乡居民社会养老保险参保人数", 482_000, "人"),
    ("8.1", "城镇企业职工基本养老保险参保人数", 44_100, "人"),
    ("8.1", "机关事业单位养老保险参保人数", 17_300, "人"),
    ("8.2", "城镇新增就业", 4_600, "人"),
    ("8.2", "新增农村劳动力转移就业", 8_400, "人"),
    ("8.2", "职业技能+创业培训", 8_000, "人"),
    ("8.2", "零就业家庭就业安置率", 100, "%"),
    ("8.2", "新增就业扶贫公益性岗位", 714, "个"),
]


@pytest.fixture(scope="module")
def content() -> Content:
    return content_of(SHIPPED)


@pytest.fixture(scope="module")
def plan(content: Content) -> Plan:
    [only] = content.plans
    return only


def assignment(plan: Plan, id: str) -> Assignment:
    return next(assignment for _, assignment in plan.assignments() if assignment.id == id)


def duty(plan: Plan, id: str) -> Duty:
    return next(duty for duty in plan.duties if duty.id == id)


def names(bracket: str) -> tuple[list[str], list[str]]:
    """Leaders and the others of a bracket as the notice writes it."""
    leaders, others = (half.split("：")[1] for half in bracket.split("；"))
    return [name.strip() for name in leaders.split("，")], others.replace("，", "、").split("、")


def test_it_is_the_notice_of_september_2020(plan: Plan) -> None:
    assert (plan.number, plan.dated) == ("于人社〔2020〕112号", date(2020, 9, 18))
    assert plan.title == "关于做好“六稳”工作落实“六保”任务工作方案"
    assert plan.last_period is None


def test_it_has_three_parts_and_nine_measures(plan: Plan) -> None:
    assert list(dict.fromkeys(m.part for m in plan.measures)) == ["保居民就业方面", "保基本民生", "保市场主体"]
    assert [m.number for m in plan.measures] == list(range(1, 10))


def test_it_keeps_sixteen_assignments_in_document_order(plan: Plan) -> None:
    assert [a.id for _, a in plan.assignments()] == [id for id, _, _ in BRACKETS]


@pytest.mark.parametrize(("id", "title", "bracket"), BRACKETS)
def test_it_names_leaders_and_owners_as_the_bracket_does(plan: Plan, id: str, title: str, bracket: str) -> None:
    leaders, owners = names(bracket)
    [(measure, found)] = [(m, a) for m, a in plan.assignments() if a.id == id]
    assert measure.title == title
    assert list(found.leaders) == leaders
    assert [*found.units, *found.groups, *found.people] == owners


def test_it_knows_a_person_a_group_and_units_apart(plan: Plan) -> None:
    assert assignment(plan, "9.1").people == ("李子健",)
    assert assignment(plan, "7.2").groups == ("各责任股室",)
    assert assignment(plan, "9.2").units == ("行政审批股", "农保局", "社保局", "就业局")


def test_it_gives_nine_units_an_assignment(plan: Plan) -> None:
    assert {unit for _, a in plan.assignments() for unit in a.units} == UNITS


def test_it_has_the_eight_targets_of_measure_8(plan: Plan) -> None:
    found = [(a.id, t.name, t.value, t.unit) for _, a in plan.assignments() for t in a.targets]
    assert found == TARGETS
    assert {t.by for _, a in plan.assignments() for t in a.targets} == {date(2020, 12, 31)}


def test_a_rate_is_read_anew_and_all_else_is_counted_up(plan: Plan) -> None:
    states = [target.name for _, one in plan.assignments() for target in one.targets if target.state]
    assert states == ["零就业家庭就业安置率"]


def test_it_keeps_the_two_days_on_which_policies_of_measure_1_end(plan: Plan) -> None:
    assert [one.until for one in assignment(plan, "1.1").policies] == [date(2021, 4, 30), date(2020, 12, 31)]
    assert [a.id for _, a in plan.assignments() if a.policies] == ["1.1"]


def test_it_owes_a_sealed_report_by_the_27th(plan: Plan) -> None:
    report = duty(plan, "report")
    assert (report.day, report.sealed, report.basis) == (27, True, "于人社〔2020〕112号 三（三）")


def test_it_owes_visits_to_two_firms_a_unit_regularly(plan: Plan) -> None:
    visit = duty(plan, "visit-5")
    assert (visit.assignment, visit.owner_units, visit.firms, visit.regular) == ("5.1", ("就业局", "专技股"), 2, True)


def test_it_owes_visits_to_four_firms_by_one_person(plan: Plan) -> None:
    visit = duty(plan, "visit-9")
    assert (visit.assignment, visit.owner_people, visit.firms, visit.regular) == ("9.1", ("李子健",), 4, False)


def test_it_has_a_roster_of_the_same_nine_units_and_one_office(content: Content) -> None:
    assert set(content.roster.units) == UNITS
    assert content.roster.office.full_name == "局办公室"
    sections = {unit.name for unit in content.roster.units.values() if unit.kind is UnitKind.SECTION}
    assert sections == {"专技股", "事业股", "职建股", "养老工伤股", "行政审批股"}


@pytest.mark.parametrize("leader", ["段先辉", "李明", "李斌"])
def test_it_has_a_post_of_leadership_for_each_leader(content: Content, leader: str) -> None:
    post = content.roster.post_of(leader, TODAY)
    assert post is not None
    assert content.roster.posts[post].title == f"分管领导（{leader}）"


def test_it_reaches_nobody_real(content: Content) -> None:
    people = content.roster.people.values()
    assert all(person.email and person.email.endswith("@yudu.example") for person in people)
    assert all(person.mobile and person.mobile.startswith("000") for person in people)
    assert len({person.mobile for person in people}) == len(people)
