"""The roster: read on its page, changed there, written back to its file, in force at once."""

from functools import partial
from pathlib import Path

import pytest

from tests.bureau import CLERK, change
from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.edit_roster import fingerprint
from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import renewed
from yudu_flow.settings import Settings
from yudu_flow.storage import audit, messages
from yudu_flow.storage.database import reading

ROSTER = "config/roster.yaml"
MAIL, MOBILE = "suhe@new.local", "13800000003"


@pytest.fixture
def home(home: Path) -> Path:
    """The home, with a placeholder for 唐宁's mailbox."""
    change(home, ROSTER, "tang-ning@test.local", "tang-ning@rsj.example")
    return home


@pytest.fixture
def clerk(console: Console, home: Path) -> Browser:
    """林秋, on pages whose content is watched as in a running process."""
    console.desk.at("2020-09-21T09:00")
    force = ContentInForce(console.desk.bureau, home, partial(renewed, Settings(home=home)))
    console.hall.bureau, console.hall.content = force.current, force
    return console.account(CLERK)


def press(console: Console, clerk: Browser, path: str, said: dict[str, str], status: int = 200) -> str:
    """A form of the roster's pages, filled in by somebody who saw the file as it is."""
    return clerk.press(f"/office/roster/{path}", {"was": fingerprint(console.hall.settings.home), **said}, status)


def written(console: Console) -> str:
    return (console.hall.settings.home / ROSTER).read_text(encoding="utf-8")


def acts(console: Console) -> list[str]:
    with reading(console.desk.bureau.engine) as db:
        assert not [*audit.broken(db, "qingxi")]
        return [f"{row.by} {row.act} {row.about}" for row in audit.rows(db, "qingxi") if "account" not in row.act][1:]


def sent_to_try(console: Console) -> list[tuple[str, str, str]]:
    with reading(console.desk.bureau.engine) as db:
        rows = [row for row in messages.listed(db, "qingxi") if row.key.startswith("test:")]
        return [(row.recipient, row.channel, row.state) for row in rows]


def test_it_shows_who_answers_for_what_and_who_cannot_be_reached(console: Console, clerk: Browser) -> None:
    shown = clerk.look("/office/roster")
    assert ("清溪县就业服务中心" in shown, "长河电子、青山服装" in shown, "分管就业的局领导" in shown) == (True,) * 3
    assert "有 1 人的联系方式是占位的" in shown
    assert 'tang-ning@rsj.example <span class="flag alarm">占位</span>' in shown
    assert '<a href="tel:13900000003">13900000003</a>' in shown, "the office needs it to call"


def test_it_shows_who_acts_for_somebody_away(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    said = {"start": "2020-09-21", "end": "2020-09-25", "deputy": "han-song"}
    assert "由韩松代办" in press(console, clerk, "su-he/away", said)
    assert '外出，由<a href="/office/roster/han-song">韩松</a>代办' in clerk.look("/office/roster")
    assert "没有外出安排" in press(console, clerk, "su-he/back", {"start": "2020-09-21"})


def test_a_new_contact_is_in_force_at_once(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    shown = press(console, clerk, "su-he/contact", {"email": MAIL, "mobile": MOBILE})
    assert ("已写入名册，马上生效" in shown, f'value="{MAIL}"' in shown) == (True, True)
    assert f'email: {MAIL}, mobile: "{MOBILE}"' in written(console)
    assert console.hall.bureau().roster.people["su-he"].mobile == MOBILE
    assert acts(console) == ["林秋 roster_changed 名册：苏禾"]


@pytest.mark.parametrize("said", ["138 0797 1234", "+86 138-0797-1234", "0086１３８０７９７１２３４"])
def test_a_mobile_number_is_taken_as_people_write_it(console: Console, clerk: Browser, said: str) -> None:
    assert 'maxlength="11"' not in clerk.look("/office/roster/su-he")
    press(console, clerk, "su-he/contact", {"email": MAIL, "mobile": said})
    assert console.hall.bureau().roster.people["su-he"].mobile == "13807971234"


def test_what_is_wrong_is_said_for_a_page_not_for_a_file(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    shown = press(console, clerk, "su-he/contact", {"email": MAIL, "mobile": "1380797"}, status=400)
    assert "手机号“1380797”写法不对（写 11 位数字，不要空格和横线）" in shown
    assert 'value="1380797"' in shown


@pytest.mark.parametrize(
    ("path", "said", "after"),
    [
        ("zhou-yuan/firms", {"firms": "长河电子\r\n\r\n 云岭食品 "}, "云岭食品"),
        ("people", {"id": "zhang-san", "name": "张三", "email": "z@new.local", "home": "培训股"}, "name: 张三"),
        ("posts", {"post": "仲裁股.liaison", "person": "zhou-yuan", "from": "2020-10-01"}, "from: 2020-10-01"),
        ("in-charge", {"unit": "仲裁股", "post": "leader-shen"}, "in_charge: leader-shen"),
        ("firms", {"unit": "就业中心", "firms": "长河电子\n云岭食品"}, "云岭食品"),
    ],
)
def test_everything_can_be_changed(
    console: Console, clerk: Browser, path: str, said: dict[str, str], after: str
) -> None:
    clerk.look("/office/roster")
    before = written(console).count(after)
    assert "已写入名册，马上生效" in press(console, clerk, path, said)
    assert written(console).count(after) == before + 1
    assert len(acts(console)) == 1


def test_somebody_is_renamed(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    assert "<h1>苏和" in press(console, clerk, "su-he/name", {"name": "苏和"})
    assert "name: 苏和" in written(console)


@pytest.mark.parametrize(
    ("path", "said", "status", "why"),
    [
        ("su-he/contact", {"email": "suhe@", "mobile": "123"}, 400, "邮箱“suhe@”写法不对"),
        ("su-he/contact", {"email": f"a@b.cn\n{MAIL}"}, 400, "换行"),
        ("gu-mingyuan/name", {"name": "顾明"}, 400, "顾明远"),
        ("su-he/name", {"name": ""}, 400, "请填写姓名"),
        ("people", {"id": "", "name": "张三"}, 400, "请填写人员编号"),
        ("people", {"id": "su-he", "name": "张三"}, 400, "已经有了"),
        ("su-he/away", {"start": "", "end": "2020-09-25", "deputy": "han-song"}, 400, "请填写日期"),
        ("su-he/away", {"start": "2020-09-31", "end": "2020-09-25", "deputy": "han-song"}, 400, "日期"),
        ("su-he/away", {"start": "2020-09-21", "end": "2020-09-25", "deputy": "nobody"}, 400, "nobody"),
        ("su-he/back", {"start": "2020-09-21"}, 404, "没有从 2020-09-21 开始"),
        ("nobody/contact", {"email": MAIL}, 404, "nobody"),
        ("posts", {"post": "nowhere", "person": "su-he", "from": "2020-10-01"}, 404, "岗位"),
        ("in-charge", {"unit": "没有的股", "post": ""}, 404, "没有的股"),
        ("firms", {"unit": "没有的股", "firms": "某厂"}, 404, "没有的股"),
    ],
)
def test_what_would_break_it_is_refused_and_nothing_is_written(
    console: Console, clerk: Browser, path: str, said: dict[str, str], status: int, why: str
) -> None:
    clerk.look("/office/roster")
    before = written(console)
    assert why in press(console, clerk, path, said, status)
    assert (written(console), acts(console)) == (before, [])


def test_the_second_of_two_editors_is_told(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    said = {"was": fingerprint(console.hall.settings.home)}
    clerk.press("/office/roster/su-he/contact", {**said, "email": MAIL, "mobile": MOBILE})
    shown = clerk.press("/office/roster/su-he/contact", {**said, "email": "other@new.local"}, 409)
    assert "刚刚被别人改过" in shown
    assert (MAIL in written(console), "other@new.local" in written(console)) == (True, False)


def test_a_change_by_hand_shows_at_the_next_look(console: Console, clerk: Browser) -> None:
    change(console.hall.settings.home, ROSTER, "su-he@test.local", MAIL)
    assert MAIL in clerk.look("/office/roster")


def test_files_that_are_broken_are_said_and_the_old_roster_stays(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster")
    change(console.hall.settings.home, ROSTER, "su-he@test.local", "su-he@")
    shown = clerk.look("/office/roster")
    assert "邮箱“su-he@”写法不对" in shown
    assert "su-he@test.local" in shown
    press(console, clerk, "su-he/contact", {"email": MAIL, "mobile": MOBILE}, 400)


def test_a_test_message_goes_out_as_any_other(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    assert "测试消息已安排，马上发出" in clerk.press("/office/roster/su-he/test", {"channel": "email"})
    clerk.press("/office/roster/su-he/test", {"channel": "sms"})
    console.desk.at("2020-09-21T09:05")
    [mail], [short] = console.desk.email.sent, console.desk.sms.sent
    assert (mail.subject, mail.address) == ("测试消息", "su-he@test.local")
    assert (short.address, short.text.startswith("【"), len(short.text) <= 70) == ("13900000003", True, True)
    assert acts(console) == ["林秋 contact_tested 名册：苏禾"] * 2
    assert "测试消息" in clerk.look("/office/outbox?person=su-he")


def test_a_test_message_waits_for_the_morning_and_is_not_doubled(console: Console, clerk: Browser) -> None:
    console.desk.at("2020-09-21T21:00")
    clerk.look("/office/roster/su-he")
    assert "9月22日 09:00发出" in clerk.press("/office/roster/su-he/test", {"channel": "email"})
    assert "还没有发出" in clerk.press("/office/roster/su-he/test", {"channel": "email"}, 409)
    assert sent_to_try(console) == [("su-he", "email", "queued")]


@pytest.mark.parametrize(
    ("person", "channel", "status", "why"),
    [
        ("tang-ning", "email", 409, "登记的邮箱是占位的"),
        ("nobody", "email", 404, "名册中没有这个人"),
        ("su-he", "call", 400, "请选择"),
    ],
)
def test_a_test_message_that_cannot_go_is_refused(
    console: Console, clerk: Browser, person: str, channel: str, status: int, why: str
) -> None:
    clerk.look("/office/roster")
    assert why in clerk.press(f"/office/roster/{person}/test", {"channel": channel}, status)
    assert (sent_to_try(console), acts(console)) == ([], [])


def test_somebody_without_a_mailbox_is_refused_in_words(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    press(console, clerk, "su-he/contact", {"email": "", "mobile": MOBILE})
    assert "苏禾没有登记邮箱" in clerk.press("/office/roster/su-he/test", {"channel": "email"}, 409)


def test_the_roster_is_the_offices_alone(console: Console, clerk: Browser) -> None:
    before = written(console)
    for other in (console.account("su-he"), console.account("顾明远"), console.guest("su-he", "就业中心")):
        other.look("/help")
        for path in ("", "/su-he"):
            assert "13900000003" not in other.get(f"/office/roster{path}").text
        for path in (
            "people",
            "posts",
            "in-charge",
            "firms",
            "su-he/contact",
            "su-he/name",
            "su-he/test",
            "su-he/away",
        ):
            assert other.send_form(f"/office/roster/{path}", {"channel": "email"}).status_code == 403
    assert (written(console), sent_to_try(console)) == (before, [])
