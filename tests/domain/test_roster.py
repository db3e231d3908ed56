"""The roster: holders by dates, deputies and theirs, and how people are reached."""

import pytest

from tests.domain.cast import day
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.roster import Person, Post, Roster, Tenure, Unit, UnitKind, is_placeholder

UNITS = {"办公室": Unit("办公室", UnitKind.OFFICE, liaison="desk", head="chief")}


def roster(*people: Person, **holders: tuple[Tenure, ...]) -> Roster:
    """These people, and posts by their ids."""
    posts = {key: Post(key, "岗位", tenures) for key, tenures in holders.items()}
    return Roster("county", "某县人社局", UNITS, {person.id: person for person in people}, posts)


def away(person: str, deputy: str, start: str = "10-09", end: str = "10-12") -> Person:
    return Person(person, person, away=(Tenure(deputy, day(start), day(end)),))


@pytest.mark.parametrize(
    ("at", "holder"),
    [("09-30", "old"), ("10-01", "new"), ("12-31", "new"), ("2021-01-01", None)],
)
def test_it_lets_duties_follow_the_holder_of_a_post(at: str, holder: str | None) -> None:
    tenures = (Tenure("old", end=day("09-30")), Tenure("new", day("10-01"), day("12-31")))
    assert Post("desk", "联络员", tenures).holder(day(at)) == holder


@pytest.mark.parametrize(("at", "acting"), [("09-30", "a"), ("10-01", "c"), ("10-10", "b"), ("10-13", "c")])
def test_it_lets_a_successor_act_for_whoever_left_and_a_deputy_for_the_successor(at: str, acting: str) -> None:
    left = Person("a", "a", left=day("09-30"), successor="c")
    found = roster(left, Person("b", "b"), away("c", "b"), desk=(Tenure("a"),)).holder("desk", day(at))
    assert found is not None
    assert found.id == acting


def test_whoever_left_without_a_successor_leaves_their_post_vacant_and_the_office() -> None:
    left = Person("a", "a", home="办公室", left=day("09-30"))
    there = roster(left, desk=(Tenure("a"),), chief=())
    assert there.holder("desk", day("10-01")) is None
    assert [there.is_office("a", day(at)) for at in ("09-30", "10-01")] == [True, False]


def test_it_takes_the_later_holder_where_two_overlap() -> None:
    assert Post("desk", "联络员", (Tenure("old"), Tenure("new", day("10-01")))).holder(day("10-05")) == "new"


@pytest.mark.parametrize(("at", "acting"), [("10-08", "a"), ("10-09", "b"), ("10-12", "b"), ("10-13", "a")])
def test_it_lets_a_deputy_act_by_dates_both_ends_included(at: str, acting: str) -> None:
    found = roster(away("a", "b"), Person("b", "b"), desk=(Tenure("a"),)).holder("desk", day(at))
    assert found is not None
    assert found.id == acting


def test_it_follows_deputies_in_turn() -> None:
    found = roster(away("a", "b"), away("b", "c"), Person("c", "c")).acting("a", day("10-10"))
    assert found == Person("c", "c")


def test_it_finds_nobody_where_deputies_stand_in_for_each_other() -> None:
    circle = roster(away("a", "b"), away("b", "a"), away("me", "me"))
    assert circle.acting("a", day("10-10")) is None
    assert circle.acting("me", day("10-10")) is None


@pytest.mark.parametrize("post", [None, "unknown", "vacant"])
def test_it_finds_nobody_in_a_vacant_post(post: str | None) -> None:
    assert roster(vacant=()).holder(post, day("10-10")) is None


@pytest.mark.parametrize(
    ("name", "belongs"),
    [("办公室", False), ("b", True), ("home", True), ("a", False), ("away", False), ("nobody", False)],
)
def test_it_knows_who_speaks_for_the_office(name: str, belongs: bool) -> None:
    people = (
        away("a", "b"),
        Person("b", "b"),
        Person("home", "home", home="办公室"),
        Person("away", "x", home="就业所"),
    )
    assert roster(*people, desk=(Tenure("a"),), chief=()).is_office(name, day("10-10")) is belongs


def test_it_takes_a_post_of_leadership_before_a_post_in_a_unit() -> None:
    held = roster(Person("a", "段甲"), desk=(Tenure("a"),), vice=(Tenure("a"),))
    assert held.post_of("段甲", day("10-10")) == "vice"
    assert roster(Person("a", "段甲"), chief=(Tenure("a"),)).post_of("段甲", day("10-10")) == "chief"
    assert roster(Person("a", "段甲")).post_of("段甲", day("10-10")) is None
    assert held.post_of("某人", day("10-10")) is None


def test_it_finds_people_by_id_or_name() -> None:
    listed = roster(Person("a", "段甲"))
    assert listed.named("a") == listed.named("段甲") == Person("a", "段甲")
    assert listed.named("某人") is None
    assert listed.office.name == "办公室"


def test_it_knows_how_a_person_is_reached() -> None:
    person = Person("a", "段甲", email="a@county.example", mobile="13900000000")
    assert person.address(Channel.EMAIL) == "a@county.example"
    assert person.address(Channel.SMS) == "13900000000"
    assert person.address(Channel.CALL) is None


@pytest.mark.parametrize(
    ("address", "placeholder"),
    [("a@county.example", True), ("00012345678", True), ("a@county.cn", False), ("13900000000", False)],
)
def test_it_knows_a_contact_that_nobody_registered(address: str, placeholder: bool) -> None:
    assert is_placeholder(address) is placeholder


def test_it_works_out_once_what_every_obligation_asks_for() -> None:
    asked = roster(vice=(Tenure("a"),))
    assert asked.leadership is asked.leadership
    assert asked.office is asked.office
