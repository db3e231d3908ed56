"""The roster: read on its page, changed there, written back to its file, in force at once."""

import re
from datetime import date
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import CLERK, change
from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.edit_roster import fingerprint
from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import renewed
from yudu_flow.settings import Settings
from yudu_flow.simulation.rehearsal import Beginning, Coming
from yudu_flow.storage import audit, messages
from yudu_flow.storage.database import reading
from yudu_flow.web import rehearsals

ROSTER = "config/roster.yaml"
OF_TRAINING = "/office/roster/unit?name=%E5%9F%B9%E8%AE%AD%E8%82%A1"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
MAIL, MOBILE = "suhe@new.local", "13800000003"


@pytest.fixture
def home(home: Path) -> Path:
    """The home, with a placeholder for 唐宁's mailbox."""
    change(home, ROSTER, "tang-ning@test.local", "tang-ning@rsj.example")
    return home


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rehearsal of three months takes seconds; here 培训股's liaison is told once, unless the unit has ended."""

    def played(begin: Beginning, tried: Any = None) -> tuple[Coming, ...]:
        text = tried[ROSTER] if tried else (begin.settings.home / ROSTER).read_text(encoding="utf-8")
        told = ["苏禾", *([] if "until: 2020-10-31" in text else ["唐宁"])]
        return tuple(Coming(date(2020, 11, 20), name, "email", "R-5", "请报送") for name in told)

    monkeypatch.setattr(rehearsals, "rehearse", played)


@pytest.fixture
def clerk(console: Console, home: Path) -> Browser:
    """林秋, on pages whose content is watched as in a running process."""
    console.desk.at("2020-09-21T09:00")
    force = ContentInForce(console.desk.bureau, home, partial(renewed, Settings(home=home)))
    console.hall.bureau, console.hall.content = force.current, force
    return console.account(CLERK)


def press(console: Console, clerk: Browser, act: str, said: dict[str, Any], status: int = 200, place: str = "") -> str:
    """A form of the roster's pages, filled in by somebody who saw the file as it is; `place` is whose page it is on."""
    person = {"person": place, "then": f"/office/roster/{place}"} if place else {}
    said = {"was": fingerprint(console.hall.settings.home), "sure": "1", **person, **said}
    return clerk.press(f"/office/roster/change/{act}", said, status)


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
    assert "由韩松代办" in press(console, clerk, "people-away", said, place="su-he")
    assert '外出，由<a href="/office/roster/han-song">韩松</a>代办' in clerk.look("/office/roster")
    assert "没有外出安排" in press(console, clerk, "people-back", {"start": "2020-09-21"}, place="su-he")


def test_a_new_contact_is_in_force_at_once(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    shown = press(console, clerk, "people-change", {"email": MAIL, "mobile": MOBILE}, place="su-he")
    assert ("已写入名册，马上生效" in shown, f'value="{MAIL}"' in shown) == (True, True)
    assert f'email: {MAIL}, mobile: "{MOBILE}"' in written(console)
    assert console.hall.bureau().roster.people["su-he"].mobile == MOBILE
    assert acts(console) == ["林秋 roster_changed 名册：苏禾"]


@pytest.mark.parametrize("said", ["138 0797 1234", "+86 138-0797-1234", "0086１３８０７９７１２３４"])
def test_a_mobile_number_is_taken_as_people_write_it(console: Console, clerk: Browser, said: str) -> None:
    assert 'maxlength="11"' not in clerk.look("/office/roster/su-he")
    press(console, clerk, "people-change", {"email": MAIL, "mobile": said}, place="su-he")
    assert console.hall.bureau().roster.people["su-he"].mobile == "13807971234"


def test_what_is_wrong_is_said_for_a_page_not_for_a_file(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    shown = press(console, clerk, "people-change", {"email": MAIL, "mobile": "1380797"}, 400, place="su-he")
    assert "手机号“1380797”写法不对（写 11 位数字，不要空格和横线）" in shown
    assert 'value="1380797"' in shown


@pytest.mark.parametrize(
    ("act", "said", "after"),
    [
        ("people-firms", {"owner": "zhou-yuan", "firms": "长河电子\r\n\r\n 云岭食品 "}, "云岭食品"),
        ("people-new", {"name": "张三", "email": "z@new.local", "home": "培训股"}, "zhang-san: {name: 张三"),
        ("posts-hold", {"post": "仲裁股.liaison", "person": "zhou-yuan", "from_day": "2020-10-01"}, "from: 2020-10-01"),
        ("posts-hold", {"post": "仲裁股.liaison", "person": "", "from_day": "2020-10-01"}, "to: 2020-09-30"),
        ("units-change", {"unit": "仲裁股", "in_charge": "leader-shen"}, "in_charge: leader-shen"),
        ("people-firms", {"owner": "就业中心", "firms": "长河电子\n云岭食品"}, "云岭食品"),
        ("people-leave", {"person": "zhou-yuan", "last_day": "2020-10-31", "successor": "bai-hua"}, "left: 2020-10-31"),
        ("units-add", {"name": "档案股", "aliases": "档案室、档案科"}, "aliases: [档案室, 档案科]"),
        ("units-rename", {"unit": "仲裁股", "name": "调解股", "from_day": "2020-11-01"}, "into: 调解股"),
        ("units-end", {"unit": "培训股", "last_day": "2020-10-31", "into": "就业中心"}, "into: 就业中心"),
        ("posts-add", {"title": "副局长", "person": "tao-ran"}, "leader-fu-ju-zhang:"),
        ("posts-change", {"post": "leader-gu", "title": "副局长"}, "title: 副局长"),
        ("posts-first", {"post": "leader-shen"}, "leadership:\n  leader-shen"),
        ("groups-add", {"name": "各股室", "members": ["培训股", "仲裁股"]}, "members: [培训股, 仲裁股]"),
        ("roster-name", {"name": "清溪县人社局"}, "name: 清溪县人社局"),
    ],
)
def test_everything_can_be_changed(
    console: Console, clerk: Browser, act: str, said: dict[str, Any], after: str
) -> None:
    clerk.look("/office/roster")
    before = written(console).count(after)
    assert "已写入名册，马上生效" in press(console, clerk, act, said)
    assert written(console).count(after) == before + 1
    assert len(acts(console)) == 1


def test_somebody_is_renamed(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    assert "<h1>苏和" in press(console, clerk, "people-change", {"name": "苏和"}, place="su-he")
    assert "name: 苏和" in written(console)


@pytest.mark.parametrize(
    ("act", "said", "status", "why"),
    [
        ("people-change", {"person": "su-he", "email": "suhe@", "mobile": "123"}, 400, "邮箱“suhe@”写法不对"),
        ("people-change", {"person": "su-he", "email": f"a@b.cn\n{MAIL}"}, 400, "换行"),
        ("people-change", {"person": "gu-mingyuan", "name": "顾明"}, 400, "顾明远"),
        ("people-change", {"person": "su-he", "name": ""}, 400, "请填写姓名"),
        ("people-new", {"name": ""}, 400, "请填写姓名"),
        ("people-new", {"name": "苏禾"}, 400, "与“su-he”相同"),
        ("people-new", {"name": "张三", "holds": "liaison"}, 400, "请选择所在单位"),
        ("people-new", {"name": "张三", "home": "培训股", "holds": "head"}, 400, "已经有人"),
        ("people-away", {"person": "su-he", "start": "", "end": "2020-09-25", "deputy": "han-song"}, 400, "请填写日期"),
        ("people-away", {"person": "su-he", "start": "2020-09-31", "end": "", "deputy": "han-song"}, 400, "日期"),
        (
            "people-away",
            {"person": "su-he", "start": "2020-09-21", "end": "2020-09-25", "deputy": "nobody"},
            404,
            "nobody",
        ),
        ("people-back", {"person": "su-he", "start": "2020-09-21"}, 404, "没有从 2020-09-21 开始"),
        ("people-change", {"person": "nobody", "email": MAIL}, 404, "nobody"),
        ("people-remove", {"person": "su-he"}, 409, "有过记录"),
        ("people-leave", {"person": "su-he", "last_day": "2020-10-31", "successor": "su-he"}, 400, "接手人不能是本人"),
        ("posts-hold", {"post": "nowhere", "person": "su-he", "from_day": "2020-10-01"}, 404, "岗位"),
        ("posts-hold", {"post": "仲裁股.liaison", "person": "su-he", "from_day": ""}, 400, "从哪天起"),
        ("posts-remove", {"post": "leader-gu"}, 409, "有人任过职"),
        ("units-change", {"unit": "没有的股", "in_charge": ""}, 404, "没有的股"),
        ("units-add", {"name": "局办公室"}, 400, "重复"),
        ("units-add", {"name": "档案股", "kind": "office"}, 400, "局办公室只能有一个"),
        ("units-rename", {"unit": "仲裁股", "name": "调解股"}, 409, "请写明从哪天起"),
        ("units-remove", {"unit": "仲裁股"}, 409, "有过事项"),
        ("units-end", {"unit": "办公室", "last_day": "2020-10-31"}, 400, "局办公室不能撤并"),
        ("people-firms", {"owner": "没有的股", "firms": "某厂"}, 404, "没有的股"),
        ("roster-shut", {}, 404, "没有这一页"),
    ],
)
def test_what_would_break_it_is_refused_and_nothing_is_written(
    console: Console, clerk: Browser, act: str, said: dict[str, Any], status: int, why: str
) -> None:
    clerk.look("/office/roster")
    before = written(console)
    assert why in press(console, clerk, act, said, status)
    assert (written(console), acts(console)) == (before, [])


@pytest.mark.usefixtures("quick")
def test_what_moves_duties_is_shown_before_it_is_saved(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/unit?name=培训股")
    before = written(console)
    said = {"unit": "培训股", "last_day": "2020-10-31", "into": "就业中心", "sure": ""}
    shown = press(console, clerk, "units-end", said)
    assert "从2020年11月起：不再由培训股办理" in shown
    assert '唐宁</th><td data-label="变化">少收' in shown
    assert (written(console), acts(console)) == (before, [])
    hidden = {name: unescape(value) for name, value in HIDDEN.findall(shown)}
    assert (hidden["unit"], hidden["into"], hidden["on-page"]) == ("培训股", "就业中心", OF_TRAINING)
    refused = clerk.press("/office/roster/change/units-end", {**hidden, "back": "1"}, 400)
    assert ("还没有保存" in refused, 'value="2020-10-31"' in refused) == (True, True), "what was typed is there again"
    assert "马上生效" in clerk.press("/office/roster/change/units-end", {**hidden, "sure": "1"})
    assert "until: 2020-10-31" in written(console)


@pytest.mark.usefixtures("quick")
def test_what_moves_nothing_says_so(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster")
    shown = press(console, clerk, "groups-add", {"name": "各中心", "members": ["就业中心"], "sure": ""})
    assert ("谁办哪些事项，不变" in shown, "谁收到哪些消息，不变" in shown) == (True, True)


@pytest.mark.long
def test_the_messages_are_those_of_the_preview(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster")
    said = {"post": "培训股.liaison", "person": "zhou-yuan", "from_day": "2020-10-09", "sure": ""}
    shown = press(console, clerk, "posts-hold", said)
    assert ("唐宁</th>" in shown, "周远</th>" in shown, "白桦</th>" in shown) == (True, True, False)


def test_who_left_is_out_and_their_work_goes_on(console: Console, clerk: Browser) -> None:
    """周远 owes visits in person; 白桦 comes after them."""
    visitor = console.account("zhou-yuan")
    assert "走访企业" in visitor.look("/mine")
    shown = clerk.look("/office/roster/zhou-yuan")
    assert ("2020-09/visit-zhou/周远" in shown, "稳就业工作方案 3.2 走访企业" in shown) == (True, True)
    said = {"last_day": "2020-09-22", "successor": "bai-hua"}
    assert '由<a href="/office/roster/bai-hua">白桦</a>接手' in press(
        console, clerk, "people-leave", said, place="zhou-yuan"
    )
    assert "走访企业" in visitor.look("/mine"), "their last day is not over"
    console.desk.clock.set("2020-09-23T09:00")
    assert visitor.get("/mine", follow_redirects=False).status_code == 303
    assert "走访企业" in console.account("bai-hua").look("/mine")
    clerk.look("/office/roster/zhou-yuan")
    press(console, clerk, "people-stay", {}, place="zhou-yuan")
    assert "走访企业" in visitor.look("/mine")


def test_the_second_of_two_editors_is_told(console: Console, clerk: Browser) -> None:
    clerk.look("/office/roster/su-he")
    said = {"was": fingerprint(console.hall.settings.home), "person": "su-he"}
    clerk.press("/office/roster/change/people-change", {**said, "email": MAIL, "mobile": MOBILE})
    shown = clerk.press("/office/roster/change/people-change", {**said, "email": "other@new.local"}, 409)
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
    press(console, clerk, "people-change", {"email": MAIL, "mobile": MOBILE}, 400, place="su-he")


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
    press(console, clerk, "people-change", {"email": "", "mobile": MOBILE}, place="su-he")
    assert "苏禾没有登记邮箱" in clerk.press("/office/roster/su-he/test", {"channel": "email"}, 409)


def test_the_roster_is_the_offices_alone(console: Console, clerk: Browser) -> None:
    before = written(console)
    for other in (console.account("su-he"), console.account("顾明远"), console.guest("su-he", "就业中心")):
        other.look("/help")
        for path in ("", "/su-he"):
            assert "13900000003" not in other.get(f"/office/roster{path}").text
        for path in ("change/people-new", "change/posts-hold", "change/units-end", "su-he/test"):
            assert other.send_form(f"/office/roster/{path}", {"channel": "email"}).status_code == 403
    assert (written(console), sent_to_try(console)) == (before, [])
