"""The links of messages as ways in: each …"""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bureau import INSURANCE, VISITOR, change, desk_in
from tests.web.browser import BASE, Console, console_of
from tests.web.sign_ins import LIAISON
from yudu_flow.storage import links
from yudu_flow.storage.database import writing


@pytest.fixture(autouse=True)
def opened(console: Console) -> None:
    """September has begun."""
    console.desk.at("2020-09-21T09:00")


def test_a_message_link_says_who_came(console: Console) -> None:
    guest = console.guest(LIAISON, "就业中心")
    assert "苏禾" in guest.look("/help")


@pytest.mark.parametrize("path", ["/account", "/admin", "/office", "/leader"])
def test_a_message_link_opens_no_desk_but_the_units(console: Console, path: str) -> None:
    guest = console.guest(LIAISON, "就业中心")
    assert "登录" in guest.look(path)
    assert "苏禾" in guest.look("/help")


def test_a_revoked_link_is_closed(console: Console) -> None:
    code, bureau = console.link(LIAISON, "就业中心"), console.desk.bureau
    with writing(bureau.engine) as db:
        links.revoke(db, bureau.key, "就业中心", console.desk.clock())
    assert "已停用" in console.stranger().look(f"/s/{code}", 404)


def test_a_browser_that_had_come_by_a_revoked_link_is_out(console: Console) -> None:
    guest, bureau, id = console.guest(LIAISON, "就业中心"), console.desk.bureau, console.id_of("就业中心")
    assert "延期" in guest.look(f"/mine/{id}")
    with writing(bureau.engine) as db:
        links.revoke(db, bureau.key, "就业中心", console.desk.clock())
    said = {"until": "2020-09-30", "reason": "数据未出"}
    assert "登录" in guest.press(f"/mine/{id}/extension", said, 403)
    assert "苏禾" not in guest.look("/mine")
    assert console.desk.trace("就业中心")["acts"] == []


def test_a_link_runs_out(console: Console) -> None:
    guest, code = console.guest(LIAISON, "就业中心"), console.link(LIAISON, "就业中心")
    console.desk.clock.now += timedelta(days=21)
    assert "已过期" in guest.look(f"/s/{code}", 404)
    assert "苏禾" not in guest.look("/help")


def test_a_link_that_ran_out_does_not_come_back_with_the_next_mail(console: Console) -> None:
    old, now = console.link(LIAISON, "就业中心"), console.desk.clock()
    console.desk.clock.now = now + timedelta(days=21)
    fresh = console.link(LIAISON, "就业中心")
    assert console.link(LIAISON, "就业中心") == fresh != old
    console.stranger().look(f"/s/{old}", 404)
    guest = console.stranger()
    guest.look(f"/s/{fresh}")
    assert "苏禾" in guest.look("/help")


def test_a_deputys_mail_opens_the_visits_of_whoever_is_away_while_they_are(home: Path, database: str) -> None:
    away = 'mobile: "13900000010", away: [{from: 2020-09-18, to: 2020-09-25, deputy: ye-zhou}]'
    change(home, "config/roster.yaml", 'mobile: "13900000010"', away)
    console = console_of(desk_in(home, database), home)
    console.desk.until("2020-09-24T09:00")
    item = f"/mine/{console.id_of(VISITOR, 'visit-zhou')}"
    sent = re.findall(rf'href="{BASE}(/s/[^"]+)"', console.desk.mails()["ye-zhou"].html)
    owner, guest = console.guest("zhou-yuan", INSURANCE), console.stranger()
    [link] = [link for link in sent if link.endswith(item.removeprefix("/mine"))]
    assert item in owner.look("/mine")
    assert str(guest.get(link).url).endswith(item)
    assert f'href="{item}"' in guest.look("/mine")
    guest.look(item)
    guest.press(f"{item}/visit", {"firm": "长河电子", "on": "2020-09-22", "way": "实地"})
    [act] = console.desk.trace(VISITOR, "visit-zhou")["acts"]
    assert (act["act"], act["by"]) == ("visited", "叶舟")
    console.desk.clock.set("2020-09-26T10:00")
    assert "登录" in guest.look(item)
    owner.look(item)
    console.close()


def test_a_leaders_link_asks_to_sign_in(console: Console) -> None:
    """It was made for somebody who does not answer for the unit."""
    code = console.link("gu-mingyuan", "就业中心")
    assert "登录" in console.stranger().look(f"/s/{code}")
