"""Who owes what: groups, people, leaders, the one who decides, and quotas of visits."""

from dataclasses import replace
from datetime import timedelta

from tests.domain.cast import REPORT, day
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.expected import Owner, borne_by, helpers, named_sections, owners, post_or_person
from yudu_flow.domain.plan import Assignment, Duty, Measure, Plan
from yudu_flow.domain.roster import Person, Post, Roster, Tenure, Unit, UnitKind

DATED = day("09-18")
NAMES = {"duan": "段甲", "li": "李乙", "bin": "李丙", "zi": "李丁"}


def unit(name: str, kind: UnitKind = UnitKind.SECTION, in_charge: str | None = None) -> Unit:
    return Unit(name, kind, liaison=f"{name}-联络员", head=f"{name}-负责人", in_charge=in_charge)


def bureau(in_charge: str | None = None, groups: dict[str, tuple[str, ...] | None] | None = None) -> Roster:
    """An office, two sections and one unit; three leaders in their posts, and 李丁 at home in 审批股."""
    listed = [
        unit("办公室", UnitKind.OFFICE),
        unit("就业局", UnitKind.UNIT, in_charge),
        unit("专技股"),
        unit("审批股"),
        unit("无事股"),
    ]
    posts = [Post(f"post-{key}", "局领导", (Tenure(key),)) for key in ("duan", "li", "bin")]
    people = {key: Person(key, name, home="审批股" if key == "zi" else None) for key, name in NAMES.items()}
    return Roster(
        "county",
        "某县人社局",
        {found.name: found for found in listed},
        people,
        {post.id: post for post in posts},
        groups or {},
    )


def plan(*assignments: Assignment) -> Plan:
    return Plan("plan", "文号", "方案", DATED, (Measure(1, "措施", "一", assignments),), (REPORT,))


def bears(name: str, *units: str, leaders: tuple[str, ...] = ("李乙",), groups: tuple[str, ...] = ()) -> Assignment:
    return Assignment(name, "事", leaders, units, groups)


def test_it_owes_one_report_for_all_assignments_of_a_unit() -> None:
    found = owners(
        plan(bears("1", "就业局"), bears("2", "专技股"), bears("3", "就业局", "就业局")), REPORT, bureau(), DATED
    )
    assert [(owner.owner, owner.assignments) for owner in found] == [("就业局", ("1", "3")), ("专技股", ("2",))]


def test_it_takes_the_sections_that_the_plan_names_for_a_group() -> None:
    document = plan(bears("1", "就业局", "专技股"), bears("2", "办公室", groups=("各责任股室",)), bears("3", "审批股"))
    assert named_sections(document, bureau()) == ["专技股", "审批股"]
    borne = {name: [a.id for a in found] for name, found in borne_by(document, bureau(), DATED).items()}
    assert borne == {"就业局": ["1"], "专技股": ["1", "2"], "办公室": ["2"], "审批股": ["2", "3"]}


def test_it_keeps_the_order_of_the_document_where_charges_in_the_same_words_lie_apart() -> None:
    document = plan(
        bears("1", "专技股", "审批股"), bears("2", "审批股"), bears("3", "专技股", "审批股"), bears("4", "审批股")
    )
    found = owners(document, REPORT, bureau(), DATED)
    assert [(one.owner, one.assignments) for one in found] == [("专技股", ("1", "3")), ("审批股", ("1", "2", "3", "4"))]


def test_it_takes_the_members_that_the_roster_lists_for_a_group() -> None:
    roster = bureau(groups={"各责任股室": ("无事股",)})
    assert list(borne_by(plan(bears("1", groups=("各责任股室",)), bears("2", "专技股")), roster, DATED)) == [
        "无事股",
        "专技股",
    ]


def test_it_lets_the_home_unit_report_for_a_person() -> None:
    document = plan(Assignment("9", "走访", ("段甲",), people=("李丁",)))
    assert list(borne_by(document, bureau(), DATED)) == ["审批股"]
    homeless = plan(Assignment("9", "走访", ("段甲",), people=("段甲", "某人")))
    assert owners(homeless, REPORT, bureau(), DATED) == []


def ended(roster: Roster, name: str, into: str | None) -> Roster:
    """The same where that unit's last day is the plan's."""
    return replace(roster, units={**roster.units, name: replace(roster.units[name], until=DATED, into=into)})


def test_what_a_unit_owed_falls_to_the_one_that_it_went_into_the_day_after() -> None:
    document = plan(bears("1", "专技股"), bears("2", "审批股"), bears("3", "专技股", groups=("各责任股室",)))
    roster, after = ended(bureau(), "专技股", "审批股"), DATED + timedelta(days=1)
    assert [*borne_by(document, roster, DATED)] == ["专技股", "审批股"]
    borne = {name: [a.id for a in found] for name, found in borne_by(document, roster, after).items()}
    assert borne == {"审批股": ["1", "2", "3"]}
    assert [*borne_by(document, ended(bureau(), "专技股", None), after)] == ["审批股"], "nobody takes it on"


def test_visits_of_whoever_left_are_their_successor_s() -> None:
    document = plan(Assignment("9", "走访", ("段甲",), people=("李丁",)))
    people = {**bureau().people, "new": Person("new", "王戊", home="专技股")}
    people["zi"] = replace(people["zi"], left=DATED, successor="new")
    roster, after = replace(bureau(), people=people), DATED + timedelta(days=1)
    [before], [now] = (owners(document, visits(people=("李丁",), assignment="9"), roster, on) for on in (DATED, after))
    assert ((before.owner, before.unit), (now.owner, now.unit, now.person)) == (
        ("李丁", "审批股"),
        ("王戊", "专技股", "new"),
    )
    assert [*borne_by(document, roster, after)] == ["专技股"], "the successor's home reports"


def test_it_lets_the_leader_of_most_assignments_decide() -> None:
    document = plan(bears("1", "就业局", leaders=("段甲", "李乙")), bears("2", "就业局"), bears("3", "就业局"))
    [owner] = owners(document, REPORT, bureau(), DATED)
    assert (owner.leaders, owner.decider) == (("post-duan", "post-li"), "post-li")


def test_it_breaks_a_tie_by_document_order() -> None:
    document = plan(bears("1", "就业局", leaders=("李丙",)), bears("2", "就业局"), bears("3", "专技股"))
    assert [owner.decider for owner in owners(document, REPORT, bureau(), DATED)] == ["post-bin", "post-li"]


def test_it_lets_the_leader_in_charge_decide_before_any_other() -> None:
    [owner] = owners(plan(bears("1", "就业局")), REPORT, bureau(in_charge="post-bin"), DATED)
    assert (owner.leaders, owner.decider) == (("post-li",), "post-bin")


def test_it_names_the_person_where_they_hold_no_post() -> None:
    roster = bureau()
    assert post_or_person("李乙", roster, day("09-18")) == "post-li"
    assert post_or_person("李丁", roster, day("09-18")) == "zi"
    assert post_or_person("某人", roster, day("09-18")) == "某人"


def test_the_principal_leader_decides_where_the_plan_names_none() -> None:
    [owner] = owners(plan(bears("1", "就业局", leaders=())), REPORT, bureau(), DATED)
    assert (owner.leaders, owner.decider) == ((), bureau().leadership[0])


def test_units_that_only_help_owe_nothing() -> None:
    helped = Assignment("1", "事", ("李乙",), ("就业局",), co_units=("专技股",))
    assert list(borne_by(plan(helped), bureau(), DATED)) == ["就业局"]
    assert helping(helped, bureau()) == ["专技股"]
    assert helpers(plan(helped), helped, "专技股", bureau(), DATED) == []


def helping(one: Assignment, roster: Roster) -> list[str]:
    """Who helps 就业局 with it."""
    return helpers(plan(bears("0", "审批股"), one), one, "就业局", roster, DATED)


def test_a_group_that_helps_means_its_members_that_are_not_charged() -> None:
    roster = bureau(groups={"各有关单位": ("就业局", "无事股", "审批股", "专技股")})
    one = Assignment("1", "事", (), ("就业局",), people=("李丁",), co_units=("专技股", "各有关单位"))
    assert helping(one, roster) == ["专技股", "无事股"], "审批股 is charged, since 李丁 is at home there"
    assert list(borne_by(plan(one), roster, DATED)) == ["就业局", "审批股"]


def test_a_group_without_members_that_helps_means_the_sections_that_the_plan_names() -> None:
    roster = bureau(groups={"各责任股室": None})
    assert helping(Assignment("1", "事", (), ("就业局",), co_units=("各责任股室",)), roster) == ["审批股"]


def test_whom_a_unit_leads_helps_before_those_that_are_named_for_that() -> None:
    one = Assignment("1", "事", (), ("专技股", "就业局"), lead="就业局", co_units=("无事股",))
    assert helping(one, bureau()) == ["专技股", "无事股"]


def test_what_a_unit_that_helped_went_into_helps() -> None:
    roster = bureau()
    units = {**roster.units, "专技股": replace(roster.units["专技股"], until=DATED - timedelta(1), into="无事股")}
    one = Assignment("1", "事", (), ("就业局",), co_units=("专技股", "无事股"))
    assert helping(one, replace(roster, units=units)) == ["无事股"]


def visits(units: tuple[str, ...] = (), people: tuple[str, ...] = (), firms: int = 2, assignment: str = "5") -> Duty:
    return Duty(
        "visits",
        KINDS["visit"],
        "走访",
        "二（一）5",
        assignment=assignment,
        owner_units=units,
        owner_people=people,
        firms=firms,
    )


def test_it_gives_each_visiting_unit_the_quota_of_the_document() -> None:
    found = owners(
        plan(bears("5", "就业局", "专技股"), bears("6", "就业局")), visits(("就业局", "专技股")), bureau(), DATED
    )
    assert [(owner.owner, owner.quota, owner.firms) for owner in found] == [("就业局", 2, ()), ("专技股", 2, ())]
    assert {owner.assignments for owner in found} == {("5",)}


def test_it_lets_a_person_visit_the_firms_registered_for_them() -> None:
    document, duty = (
        plan(Assignment("5", "走访", ("段甲",), people=("李丁",))),
        visits(people=("李丁", "某人"), firms=4),
    )
    roster = bureau()
    assert owners(document, duty, roster, DATED) == [
        Owner("李丁", "审批股", ("5",), ("post-duan",), "post-duan", 4, (), "zi")
    ]
    roster.firms["zi"] = ("甲厂", "乙厂", "丙厂")
    [owner] = owners(document, duty, roster, DATED)
    assert (owner.quota, owner.firms) == (3, ("甲厂", "乙厂", "丙厂"))
