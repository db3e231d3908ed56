"""`init`, `schema`, `db upgrade`, `audit verify`: setting up and keeping well."""

import errno
import json
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.commands import fine, play, use, yudu
from yudu_flow.cli.pages import no_port
from yudu_flow.settings import Settings, read_settings, right_of

FILED = "file --unit 就业中心 --period 2020-09 --by 苏禾 --at 2020-09-22T10:00 --progress 已落实"
NO_DATABASES = ("nothing", "mysql://h/yudu", "postgresql://u:secret@h:x/yudu")
ACCEPTED = "accept --unit 就业中心 --period 2020-09 --by 林秋 --at 2020-09-22T11:00"


def test_it_puts_a_starter_into_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = use(monkeypatch, tmp_path / "new")
    said = fine("init", str(folder)).out
    assert "下一步：修改 config/roster.yaml" in said
    assert sorted(path.name for path in folder.iterdir()) == ["config", "notifications", "workflows"]
    assert fine("check").out.splitlines()[-1].startswith("错误0处")


def test_it_does_not_overwrite(desk_home: Path) -> None:
    roster = (desk_home / "config" / "roster.yaml").read_bytes()
    ran = yudu("init", str(desk_home))
    assert ran.code == 2
    assert "已有 workflows、notifications、config，没有覆盖" in ran.err
    assert (desk_home / "config" / "roster.yaml").read_bytes() == roster


def test_it_writes_a_json_schema_for_each_kind_of_file(tmp_path: Path) -> None:
    fine("schema", str(tmp_path / "schema"))
    files = sorted((tmp_path / "schema").iterdir())
    assert [file.name for file in files] == ["calendar.json", "roster.json", "rules.json", "workflow.json"]
    assert all(json.loads(file.read_text(encoding="utf-8"))["type"] == "object" for file in files)


def test_it_brings_a_database_up_to_date_once(desk_home: Path) -> None:
    first, second = fine("db", "upgrade").out, fine("db", "upgrade").out
    assert first.startswith("数据库已升级到版本 ")
    assert second == first.replace("已升级到", "已是")


def test_it_finds_the_audit_complete(opened: Path) -> None:
    play(FILED, ACCEPTED)
    assert fine("audit", "verify").out.startswith("审计记录3条，完整；核对码 3-")  # the first pass seals


@pytest.mark.parametrize(
    ("tampering", "place"),
    [
        ("update audit set \"by\" = '韩松' where seq = 1", 1),
        ("delete from audit where seq = 1", 2),
        ("delete from audit where seq = 2", 3),
        ("delete from audit where seq = 3", 3),
    ],
)
def test_it_finds_tampering(opened: Path, tampering: str, place: int) -> None:
    play(FILED, ACCEPTED)
    with closing(sqlite3.connect(opened / "var" / "yudu-flow.db")) as db, db:
        assert db.execute(tampering).rowcount == 1
    ran = yudu("audit", "verify")
    assert ran.code == 1
    assert ran.out.startswith(f"审计记录从第{place}条起对不上")


def test_it_says_so_where_the_database_cannot_be_opened(desk_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUDU_FLOW_DATABASE_URL", f"sqlite:///{desk_home}")
    ran = yudu("status")
    assert ran.code == 2
    assert ran.err.startswith("数据库打不开，请核对 YUDU_FLOW_DATABASE_URL")


@pytest.mark.parametrize("damage", ["no database", "pages lost"])
@pytest.mark.parametrize("command", ["status", "doctor", "tick", "audit verify", "db upgrade", "backup {folder}/b.zip"])
def test_it_says_that_the_database_is_damaged(
    opened: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, damage: str
) -> None:
    with closing(sqlite3.connect(opened / "var" / "yudu-flow.db")) as db:
        content = db.serialize()
    lost = b"x" * len(content) if damage == "no database" else content[:4096] + b"\xff" * (len(content) - 4096)
    (tmp_path / "damaged.db").write_bytes(lost)
    monkeypatch.setenv("YUDU_FLOW_DATABASE_URL", f"sqlite:///{tmp_path / 'damaged.db'}")
    ran = yudu(*command.format(folder=tmp_path).split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "数据库文件已损坏，请停止程序，用 yudu-flow restore 恢复最近的备份\n"
    assert not [*tmp_path.glob("*b.zip*")]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SMS_HEADERS", "none", '应为 JSON 写的请求头，如 {"Authorization": "Bearer 令牌"}'),
        ("SMS_HEADERS", '["Bearer secret"]', '应为 JSON 写的请求头，如 {"Authorization": "Bearer 令牌"}'),
        ("LOG_LEVEL", "loud", "“loud”应为 DEBUG、INFO、WARNING、ERROR 之一"),
        ("WEB_PORT", "99999999", "“99999999”应为 1–65535 的整数"),
        ("WEB", "maybe", "“maybe”应为 yes 或 no"),
        ("KEPT_MB", "0", "“0”应为 不小于 1 的整数"),
        ("SESSION_DAYS", "999999999", "“999999999”应为 1–3650 的整数"),
        ("BASE_URL", "foo", "“foo”应为 http:// 或 https:// 开头的网页地址，如 https://yudu.example.gov.cn"),
        ("TRUSTED_PROXIES", "*", "“*”应为 前面代理的 IP 地址或网段，用英文逗号隔开，如 10.0.0.1,10.1.0.0/16"),
        *(("DATABASE_URL", url, "应为 postgresql+psycopg://用户名:密码@主机:端口/库名，") for url in NO_DATABASES),
    ],
)
def test_it_says_what_would_be_right_of_a_setting(
    desk_home: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"YUDU_FLOW_{name}", value)
    ran = yudu("plan")
    assert ran.code == 2
    assert ran.err.startswith(f"设置有误，请核对环境变量或 .env：YUDU_FLOW_{name} {said}")
    assert "secret" not in ran.err


def test_an_empty_folder_of_homes_is_none(desk_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUDU_FLOW_HOMES", "")
    assert (read_settings().homes, read_settings().var) == (None, desk_home / "var")


def test_every_setting_that_can_be_refused_says_what_is_right() -> None:
    kinds = {name: field.annotation for name, field in Settings.model_fields.items()}
    never = (str, Path, Path | None)
    assert [name for name, kind in kinds.items() if kind not in never and not right_of(name)] == []


@pytest.mark.parametrize(
    "url",
    [
        *("sqlite:////srv/yudu.db", r"sqlite:///C:\yudu\yudu.db", "sqlite://", "postgresql://h/yudu"),
        *("postgresql+psycopg://u:p#w@h:5432/yudu?sslmode=require", "postgresql://u:p@[::1]:5432/yudu"),
        "postgresql+psycopg://u:p@/yudu?host=/run/postgresql",
    ],
)
def test_it_takes_every_way_to_name_a_database(url: str) -> None:
    assert Settings(database_url=url).database == url


@pytest.mark.parametrize(
    ("host", "error", "said"),
    [
        ("127.0.0.1", OSError(errno.EADDRINUSE, "taken"), "127.0.0.1:8000 已被占用；要换端口请设置 YUDU_FLOW_WEB_PORT"),
        (
            "203.0.113.9",
            OSError(errno.EADDRNOTAVAIL, "not here"),
            "本机没有“203.0.113.9”这个地址；YUDU_FLOW_WEB_HOST 应为",
        ),
        ("nowhere", socket.gaierror(-2, "unknown"), "本机没有“nowhere”这个地址；YUDU_FLOW_WEB_HOST 应为"),
        ("::", PermissionError(errno.EACCES, "no"), "没有权限使用 :::8000；1024 以下的端口"),
    ],
)
def test_it_says_why_the_pages_cannot_be_opened(host: str, error: OSError, said: str) -> None:
    assert no_port(Settings(web_host=host, web_port=8000), error).startswith(said)
