"""The administrator's page of settings: written to the home's `.env`, in force at once, tried with a real mail."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx2
import pytest

from tests.post_office import PostOffice, post_office
from tests.web.browser import Browser, Console
from tests.web.running import running, sent_form
from yudu_flow.actions.processes.content_in_force import ContentInForce
from yudu_flow.assembly import Ways, renewed, ways_of
from yudu_flow.content.starter import begin_anew
from yudu_flow.delivery.email import EmailChannel
from yudu_flow.domain.channels import Channel
from yudu_flow.settings import Settings, settings_of
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading
from yudu_flow.upkeep.settings_in_force import SettingsInForce

PAGE = "/admin/settings"
SECRET = "geheim:/?#@ 1"


@pytest.fixture(scope="module")
def post() -> Iterator[PostOffice]:
    with post_office() as office:
        yield office


@pytest.fixture
def ways(console: Console) -> Ways:
    """What the process of that console sends through."""
    settings, bureau = console.hall.settings, console.desk.bureau
    force = ContentInForce(bureau, settings.home, partial(renewed, settings))
    ways = ways_of(settings, bureau.content)
    console.hall.bureau, console.hall.content = force.current, force
    console.hall.follow(SettingsInForce(settings, force, ways, ""))
    return ways


@pytest.fixture
def admin(console: Console, ways: Ways) -> Browser:
    """林秋, who is an administrator too."""
    browser = console.account("lin-qiu", admin=True)
    browser.look(PAGE)
    return browser


def said(post: PostOffice, **more: str) -> dict[str, str]:
    base = {"host": "127.0.0.1", "port": str(post.port), "tls": "none", "user": "", "sender": "办公室 <a@test.local>"}
    return base | {"base_url": "http://10.1.2.3:8000/"} | more


def file_of(console: Console) -> Path:
    return console.hall.settings.home / ".env"


def test_it_is_written_and_in_force_at_once(console: Console, admin: Browser, ways: Ways, post: PostOffice) -> None:
    file_of(console).write_text("# 我们的\nYUDU_FLOW_LOG_LEVEL=ERROR\n", encoding="utf-8")
    admin.look(PAGE)
    assert "马上生效" in admin.press(PAGE, said(post))
    written = file_of(console).read_text("utf-8")
    assert written.startswith("# 我们的\nYUDU_FLOW_LOG_LEVEL=ERROR\n")
    assert file_of(console).stat().st_mode & 0o777 == 0o600
    bureau = console.hall.bureau()
    assert (bureau.base_url, Channel.EMAIL in bureau.spooled) == ("http://10.1.2.3:8000", False)
    assert isinstance(ways[Channel.EMAIL], EmailChannel)
    admin.look(PAGE)
    admin.press(PAGE, said(post, host="", base_url=""))
    assert Channel.EMAIL in console.hall.bureau().spooled


def test_a_file_that_cannot_be_read_keeps_no_pass_from_being_made(
    console: Console, ways: Ways, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody edited it under another name, and it is closed to the program's."""
    force = console.hall.content
    assert force
    machine = SettingsInForce(console.hall.settings, force, ways, "")
    file_of(console).symlink_to("/proc/self/mem")
    machine.look()
    assert machine.settings == console.hall.settings
    assert "设置文件有误，仍按原来的设置运行：OSError" in caplog.text


def test_a_test_mail_goes_to_whoever_presses(admin: Browser, post: PostOffice) -> None:
    admin.press(PAGE, said(post))
    page = admin.press(f"{PAGE}/test")
    assert "邮件服务器的答复：250 2.0.0 taken" in page
    assert [str(mail["To"]) for mail in post.taken if mail["Subject"] == "测试邮件"] == ["林秋 <lin-qiu@test.local>"]


def test_a_refusal_is_told_in_the_relays_words(admin: Browser, post: PostOffice) -> None:
    admin.press(PAGE, said(post))
    post.refusals["RCPT"] = "550 5.7.1 sender not allowed here"
    try:
        assert "没有发出。邮件服务器的答复：550 5.7.1 sender not allowed here" in admin.press(f"{PAGE}/test", {}, 409)
    finally:
        post.refusals.clear()


def test_a_password_is_kept_and_never_shown_nor_audited(console: Console, admin: Browser, post: PostOffice) -> None:
    login = said(post, tls="starttls", user="office", password=SECRET)
    page = admin.press(PAGE, login)
    assert "已保存，不再显示" in page
    before = file_of(console).read_text("utf-8")
    assert "office:geheim%3A%2F%3F%23%40%201@127.0.0.1" in before
    admin.show(page)
    admin.press(PAGE, {**login, "password": "", "sender": "b@test.local"})
    assert "geheim%3A" in file_of(console).read_text("utf-8"), "not filled in, it stays"
    with reading(console.desk.bureau.engine) as db:
        told = "".join(row.detail for row in audit.rows(db, console.desk.bureau.key))
    assert "geheim" not in page + told + admin.look(PAGE)
    assert "smtp://office:***@127.0.0.1" in told


def test_another_server_never_gets_the_password_of_the_old(console: Console, admin: Browser, post: PostOffice) -> None:
    login = said(post, tls="starttls", user="office", password=SECRET)
    admin.press(PAGE, login)
    for other in ({"host": "evil.test.local"}, {"tls": "none"}, {"user": "other"}):
        assert "请把密码重填一遍" in admin.press(PAGE, {**login, "password": "", **other}, 400)
    assert "evil" not in file_of(console).read_text("utf-8")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"host": "a@evil.test.local"}, "服务器只写主机名"),
        ({"port": "99999"}, "端口"),
        ({"sender": ""}, "请填写发件人"),
        ({"sender": "a@b.example\nX"}, "看不见的字符"),
        ({"base_url": "10.1.2.3"}, "http:// 或 https:// 开头"),
    ],
)
def test_what_cannot_work_is_not_written(
    console: Console, admin: Browser, post: PostOffice, wrong: dict[str, str], words: str
) -> None:
    assert words in admin.press(PAGE, said(post, **wrong), 400)
    assert not file_of(console).exists()


def test_what_the_environment_gives_is_not_changed_here(
    console: Console, admin: Browser, post: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YUDU_FLOW_BASE_URL", "http://given.test.local")
    assert "由环境变量设定" in admin.look(PAGE)
    admin.press(PAGE, said(post))
    assert "BASE_URL" not in file_of(console).read_text("utf-8")


def test_a_home_of_a_folder_says_its_own(console: Console, admin: Browser, post: PostOffice) -> None:
    home = console.hall.settings.home
    admin.press(PAGE, said(post))
    process = Settings(home=home.parent, homes=home.parent, base_url="http://all.test.local")
    own = settings_of(process, home)
    assert (own.base_url, own.mail_from) == ("http://10.1.2.3:8000", "办公室 <a@test.local>")


def test_a_file_that_is_wrong_changes_nothing(console: Console, admin: Browser, post: PostOffice) -> None:
    admin.press(PAGE, said(post))
    file_of(console).write_bytes("YUDU_FLOW_BASE_URL=http://别处\n".encode("gbk"))
    assert console.hall.machine
    console.hall.machine.look()
    assert console.hall.bureau().base_url == "http://10.1.2.3:8000"


def test_a_running_process_takes_it_over(tmp_path: Path, post: PostOffice) -> None:
    home = tmp_path / "new"
    begin_anew(home, "云岭县人社局", "云岭人社")
    with running(home) as process, httpx2.Client(base_url=process.here, follow_redirects=True, timeout=60) as browser:
        sent_form(browser, process.entry, process.entry)
        sent_form(browser, "/start", "/start/me", name="林小雨", email="lin@test.local")
        assert "只写成文件" in browser.get("/start").text
        assert "马上生效" in sent_form(browser, PAGE, PAGE, **said(post)).text
        assert "已发到lin@test.local" in sent_form(browser, PAGE, f"{PAGE}/test").text
        page = browser.get("/start").text
        assert page.index("真实发送") < page.index("只写成文件"), "mail before SMS"


def test_the_second_of_two_administrators_is_told_and_overwrites_nothing(
    console: Console, admin: Browser, post: PostOffice
) -> None:
    other = console.account("tao-ran", admin=True)
    other.look(PAGE)
    admin.press(PAGE, said(post))
    kept = file_of(console).read_text("utf-8")
    page = other.press(PAGE, {"sender": "另一个 <b@test.local>", "base_url": "http://10.9.9.9"}, 409)
    assert "设置刚刚被别人改过" in page
    assert 'value="另一个 &lt;b@test.local&gt;"' in page
    assert "设置刚刚被别人改过" in other.press(f"{PAGE}/sms", {"sms_url": "http://127.0.0.1:9/send"}, 409)
    assert file_of(console).read_text("utf-8") == kept
