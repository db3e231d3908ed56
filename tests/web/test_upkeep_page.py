"""The administrator's page of upkeep: what doctor says, and backups that nobody takes away without a password."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest

from tests.web.browser import Browser, Console

PAGE = "/admin/upkeep"
PASSWORD = "qingxi-shan-shui-2020"
FIRST = f"{PAGE}/backups/yudu-flow-20200922-100000.zip"


@pytest.fixture
def admin(september: Console) -> Browser:
    """林秋, who is an administrator too and has a password."""
    browser = september.account("lin-qiu", admin=True)
    browser.look("/account")
    browser.press("/account/password", {"password": PASSWORD})
    browser.look(PAGE)
    return browser


def test_it_says_what_doctor_says(admin: Browser) -> None:
    page = admin.look(f"{PAGE}/checkup")
    for item in ("数据库", "日历", "邮件", "短信", "网页地址", "磁盘"):
        assert f"<span>{item}<small" in page


def test_a_backup_is_made_listed_and_taken_with_the_password(september: Console, admin: Browser) -> None:
    assert "已备份" in admin.press(f"{PAGE}/backups")
    file = september.hall.settings.var / "backups" / "yudu-flow-20200922-100000.zip"
    assert file.stat().st_mode & 0o777 == 0o600
    page = admin.look(PAGE)
    assert "最近一次备份：2020年9月22日" in page
    assert "还没有下载过" in page
    assert "密码不对" in admin.press(FIRST, {"password": "guessed at random"}, 409)
    answer = admin.send_form(FIRST, {"password": PASSWORD})
    names = ZipFile(io.BytesIO(answer.content)).namelist()
    assert {"database.db", "manifest.json", "config/roster.yaml", "workflows/plan.yaml"} <= {*names}
    assert "最近一次下载：2020年9月22日" in admin.look(PAGE)
    assert "下载备份" in admin.look("/office/audit")


def test_who_has_no_password_sets_one_first(september: Console) -> None:
    admin = september.account("lin-qiu", admin=True)
    admin.look(PAGE)
    admin.press(f"{PAGE}/backups")
    assert "还没有密码" in admin.press(FIRST, {"password": ""}, 409)


@pytest.mark.parametrize("name", ["..%2F..%2Fsecret.key", "secret.key", "yudu-flow-20200922-100001.zip"])
def test_nothing_else_is_taken(admin: Browser, name: str) -> None:
    answer = admin.send_form(f"{PAGE}/backups/{name}", {"password": PASSWORD})
    assert answer.status_code in (404, 405)


def test_only_the_newest_are_kept(september: Console, admin: Browser) -> None:
    for _ in range(7):
        admin.press(f"{PAGE}/backups")
        september.desk.clock.now += timedelta(seconds=1)
    found = sorted(file.name for file in (september.hall.settings.var / "backups").iterdir())
    assert found == [f"yudu-flow-20200922-10000{second}.zip" for second in range(2, 7)]
