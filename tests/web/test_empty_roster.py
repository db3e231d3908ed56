"""A new bureau: an administrator enters units and people in pages alone, without touching a file."""

import pytest

from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.edit_roster import fingerprint

SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", ("一鸣", "二南")
SECTIONS = "甲乙丙丁戊己庚辛壬癸子"


def enter(console: Console, admin: Browser, act: str, **said: str) -> str:
    return admin.press(f"/office/roster/change/{act}", {"was": fingerprint(console.hall.settings.home), **said})


@pytest.mark.parametrize(
    ("units", "people"), [(2, 3), pytest.param(11, 20, marks=pytest.mark.long)], ids=["a few", "all"]
)
def test_a_bureau_is_entered_in_pages_alone(empty: Console, units: int, people: int) -> None:
    admin = empty.account("admin", admin=True)
    assert "名册还是空的" in admin.look("/office/roster")
    names = ["办公室", *(f"{sign}股" for sign in SECTIONS[:units])]
    for name in names[1:]:
        assert "马上生效" in enter(empty, admin, "units-add", name=name)
    for at in range(people):
        name = SURNAMES[at % 10] + GIVEN[at // 10]
        home = {"home": names[at], "holds": "liaison"} if at <= units else {"home": names[0]}
        assert "马上生效" in enter(empty, admin, "people-new", name=name, mobile=f"138000000{at:02}", **home)
    assert "马上生效" in enter(empty, admin, "posts-add", title="局长", person="赵一鸣")
    roster = empty.hall.bureau().roster
    assert (len(roster.units), len(roster.people), roster.leadership) == (units + 1, people, ("leader-ju-zhang",))
    assert [*roster.people][:3] == ["zhao-yi-ming", "qian-yi-ming", "sun-yi-ming"]
    assert {roster.posts[f"{name}.liaison"].holder(empty.desk.clock().date()) for name in names} <= {*roster.people}


def test_the_office_that_was_entered_keeps_it_on(empty: Console) -> None:
    admin = empty.account("admin", admin=True)
    admin.look("/office/roster")
    enter(empty, admin, "people-new", name="林小雨", home="办公室", holds="both")
    empty.desk.bureau = empty.hall.bureau()
    clerk = empty.account("林小雨")
    assert "林小雨" in clerk.look("/office/roster")
    assert "马上生效" in enter(empty, clerk, "units-add", name="甲股")
    admin.look("/office/roster")
    assert "马上生效" in enter(empty, admin, "units-add", name="乙股"), "an administrator may still"
    assert "出错" not in clerk.look("/office")
