"""`doctor`: what could keep a reminder from arriving, each line with what to do."""

import platform
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.bureau import JOBS, Desk, build_home, change, on_trial
from tests.cli.commands import fine, play, use, yudu
from tests.cli.mail_server import mail_server
from yudu_flow.actions.access.links import marks_for
from yudu_flow.actions.processes.presence import Presence
from yudu_flow.actions.processes.ways_out import ways_out
from yudu_flow.actions.role import Role
from yudu_flow.assembly import bureau_of
from yudu_flow.clock import wall_clock
from yudu_flow.settings import Settings
from yudu_flow.storage.database import reading, writing

LINES = ("数据库", "运行", "联系方式", "邮件", "短信", "网页地址", "磁盘")


def findings() -> dict[str, dict[str, object]]:
    """What it says, by item; the last one of an item counts."""
    return {row["item"]: row for row in yudu("doctor", "--json").rows}


def test_it_prints_its_shape(desk_home: Path) -> None:
    ran = yudu("doctor", "--json")
    assert {tuple(row) for row in ran.rows} == {("item", "ok", "message", "advice")}
    assert [row["item"] for row in ran.rows if row["item"] in LINES] == [*LINES]


def test_it_says_what_to_do_about_every_fault(desk_home: Path) -> None:
    ran = yudu("doctor", "--json")
    assert ran.code == 1
    assert all(row["advice"] for row in ran.rows if not row["ok"])
    assert findings()["运行"]["advice"] == "运行 yudu-flow run"


def test_it_is_content_with_a_bureau_at_work(desk_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    play(f"tick --at {wall_clock().isoformat()}")
    monkeypatch.setenv("YUDU_FLOW_MAIL_FROM", "office@test.local")
    monkeypatch.setenv("YUDU_FLOW_SMS_URL", "http://127.0.0.1:9/{mobile}/{text}")
    monkeypatch.setenv("YUDU_FLOW_SMS_ACCEPTED", "status:200")
    monkeypatch.setenv("YUDU_FLOW_BASE_URL", "http://10.1.2.3:8000")
    with mail_server(tmp_path) as url:
        monkeypatch.setenv("YUDU_FLOW_SMTP_URL", url.format(password="s3cret"))
        ran = fine("doctor")
    assert "注意" not in ran.out
    assert "正常　时钟　　" in ran.out
    assert "正常　联系方式　12人都已登记" in ran.out


def test_it_says_who_is_at_work_and_what_nobody_does(desk_home: Path) -> None:
    play(f"tick --at {wall_clock().isoformat()}")
    bureau = bureau_of(Settings(home=desk_home), wall_clock())
    assert "进程" not in findings()
    for works in ((Role.WEB,), (Role.DELIVER,), (Role.DELIVER,)):
        Presence(bureau.engine, bureau.key, works).beat()
    rows = [row for row in yudu("doctor", "--json").rows if row["item"] == "进程"]
    assert rows[0]["message"] == f"网页1个（{platform.node()}），发送2个（{platform.node()}）"
    assert (rows[1]["ok"], rows[1]["message"]) == (False, "没有进程在做决定：到点的提醒、催办和回执都不会写出来")
    assert "YUDU_FLOW_ROLE=decide" in rows[1]["advice"]


def test_it_warns_where_real_contacts_meet_files_and_a_way_in_is_missing(
    desk_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = findings()
    assert [said[item]["ok"] for item in ("邮件", "短信", "网页地址")] == [False, False, False]
    assert "只写成文件，12人登记的邮箱都收不到；文件不算告知" in str(said["邮件"]["message"])
    assert "YUDU_FLOW_SMS_URL" in str(said["短信"]["advice"])
    assert "收到的人进不来" in str(said["网页地址"]["message"])
    monkeypatch.setenv("YUDU_FLOW_BASE_URL", "http://127.0.0.1:8000")
    assert "只有本机打得开" in str(findings()["网页地址"]["message"])


def test_it_takes_files_for_what_they_are_in_a_trial(desk_home: Path) -> None:
    on_trial(desk_home)
    said = findings()
    assert [said[item]["ok"] for item in ("邮件", "短信", "网页地址")] == [True, True, True]
    assert "试运行" in str(said["邮件"]["message"])


def test_it_says_what_a_relay_answered_and_whose_address_is_dead(desk: Desk) -> None:
    desk.until("2020-09-20T09:00")
    desk.email.refuse("su-he@test.local", "550 5.1.1 user unknown")
    desk.until("2020-09-21T10:00")
    with reading(desk.bureau.engine) as db:
        mail, *_ = ways_out(desk.bureau, db, desk.clock())
    assert mail.ok is False
    assert "550 5.1.1 user unknown" in mail.message
    assert "苏禾登记的邮箱不存在或退信" in mail.message
    roster = desk.bureau.roster
    people = {**roster.people, "su-he": replace(roster.people["su-he"], left=date(2020, 9, 20))}
    content = replace(desk.bureau.content, roster=replace(roster, people=people))
    with reading(desk.bureau.engine) as db:
        mail, *_ = ways_out(replace(desk.bureau, content=content), db, desk.clock())
    assert "苏禾" not in mail.message


def test_it_names_people_with_placeholder_contacts(desk_home: Path) -> None:
    change(desk_home, "config/roster.yaml", 'su-he@test.local, mobile: "139', 'su-he@test.example, mobile: "000')
    assert findings()["联系方式"]["message"] == "1人（苏禾）还是占位"
    assert findings()["联系方式"]["advice"] == "在 config/roster.yaml 填写真实邮箱和手机"
    change(desk_home, "config/roster.yaml", "{name: 苏禾,", "{name: 苏禾, left: 2020-09-17,")
    assert findings()["联系方式"]["ok"]


def test_it_sees_that_the_clock_was_set_back(desk_home: Path) -> None:
    play("tick --at 2099-01-05T09:00")
    assert findings()["时钟"]["advice"] == "校准本机时间"


def test_it_signs_in_to_the_mail_server(desk_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUDU_FLOW_MAIL_FROM", "局办公室 <office@test.local>")
    with mail_server(tmp_path) as url:
        monkeypatch.setenv("YUDU_FLOW_SMTP_URL", url.format(password="s3cret"))
        assert findings()["邮件"]["message"] == "发信服务登录成功"


def test_it_says_that_the_password_is_wrong(desk_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUDU_FLOW_MAIL_FROM", "office@test.local")
    with mail_server(tmp_path) as url:
        monkeypatch.setenv("YUDU_FLOW_SMTP_URL", url.format(password="guess"))
        mail = findings()["邮件"]
    assert mail["ok"] is False
    assert "密码" in f"{mail['message']}{mail['advice']}"
    assert "guess" not in str(mail)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://127.0.0.1:9?tls=none&timeout=2", "127.0.0.1:9：对方拒绝连接，请核对端口"),
        ("smtp://localhost:9?tls=none&timeout=2", "localhost:9：对方拒绝连接，请核对端口"),
        ("smtp://nowhere.invalid?tls=none", "nowhere.invalid:25：找不到这个主机名"),
        ("http://127.0.0.1", "应以 smtp:// 或 smtps:// 开头"),
    ],
)
def test_it_says_that_no_server_is_there(desk_home: Path, monkeypatch: pytest.MonkeyPatch, url: str, said: str) -> None:
    monkeypatch.setenv("YUDU_FLOW_SMTP_URL", url)
    monkeypatch.setenv("YUDU_FLOW_MAIL_FROM", "office@test.local")
    mail = findings()["邮件"]
    assert mail["ok"] is False
    assert said in str(mail["message"])
    assert "Errno" not in str(mail["message"])


def test_it_asks_for_a_sender(desk_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUDU_FLOW_SMTP_URL", "smtp://127.0.0.1?tls=none")
    assert "YUDU_FLOW_MAIL_FROM" in str(findings()["邮件"]["message"])


def test_it_sends_to_check_where_content_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, tmp_path)
    assert yudu("doctor").out == "注意　内容　　　有4处错误 → 运行 yudu-flow check，按提示改正\n"


def test_it_says_where_the_links_were_made_with_another_key(desk_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = wall_clock()
    bureau = bureau_of(Settings(_env_file=None, home=desk_home), now)
    with writing(bureau.engine) as db:
        marks_for(bureau, db, {("su-he", JOBS, "2020-09"): now + timedelta(days=9)}, now)
    assert "消息链接" not in findings()
    monkeypatch.setenv("YUDU_FLOW_SECRET_KEY", "another one")
    assert "是用另一个密钥做的，已发消息里的打不开" in str(findings()["消息链接"]["message"])
    assert "var/secret.key" in str(findings()["消息链接"]["advice"])


def test_it_says_where_files_lie_and_how_they_get_to_another_place(
    opened: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a change of the setting they are collected; a backup holds those of either place."""
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF-1.4 stamped")
    play(f"file --unit 就业中心 --period 2020-09 --by 苏禾 --at 2020-09-22T10:00 --progress 已落实 --attach {page}")
    assert findings()["附件"]["message"] == f"存在文件夹 {opened / 'var' / 'attachments'}"
    monkeypatch.setenv("YUDU_FLOW_ATTACHMENTS", "database")
    assert (findings()["附件"]["ok"], findings()["附件"]["message"]) == (False, "存在数据库里，最近的有1个不在那里")
    assert fine("db", "attachments").out == "收来1个文件。\n"
    shutil.rmtree(opened / "var" / "attachments")
    assert findings()["附件"]["message"] == "存在数据库里"
    assert fine("audit", "verify").out.startswith("审计记录2条，完整")
    fine("backup", str(tmp_path / "backup.zip"))
    use(monkeypatch, build_home(tmp_path / "other"))
    fine("restore", str(tmp_path / "backup.zip"))
    assert findings()["附件"]["message"] == "存在数据库里"
    monkeypatch.setenv("YUDU_FLOW_ATTACHMENTS", str(tmp_path / "shared"))
    fine("db", "attachments")
    assert [f.read_bytes() for f in (tmp_path / "shared").rglob("*") if f.is_file()] == [b"%PDF-1.4 stamped"]


def test_it_says_that_hosts_with_pages_share_no_files(desk_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bureau = bureau_of(Settings(home=desk_home), wall_clock())
    for name in ("web-1", "web-2"):
        monkeypatch.setattr(platform, "node", lambda name=name: name)
        Presence(bureau.engine, bureau.key, [Role.WEB]).beat()
    assert findings()["附件"]["ok"] is False
    assert "2台开网页，附件各存在自己的文件夹" in str(findings()["附件"]["message"])
