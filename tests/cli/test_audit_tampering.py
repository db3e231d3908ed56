"""`audit verify`: whoever writes the database by hand is found out, however well they mend the chain."""

import hashlib
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import build_home
from tests.cli.commands import fine, play, use, yudu

FILED = "file --unit 就业中心 --period 2020-09 --by 苏禾 --at 2020-09-22T10:00 --progress 已落实 --attach {page}"
ASKED = "extend --unit 培训股 --period 2020-09 --by 唐宁 --at 2020-09-22T10:10 --until 2020-10-12 --reason 数据未出"
ACCEPTED = "accept --unit 就业中心 --period 2020-09 --by 林秋 --at 2020-09-22T11:00"
Sql = Callable[[sqlite3.Connection], Any]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three acts between two seals."""
    folder = tmp_path_factory.mktemp("audited")
    page = folder / "page.pdf"
    page.write_bytes(b"%PDF-1.4 stamped")
    with pytest.MonkeyPatch.context() as patch:
        home = use(patch, build_home(folder / "home"))
        play("tick --at 2020-09-18T09:00", "tick --at 2020-09-21T09:00")
        play(FILED.format(page=page), ASKED, ACCEPTED, "tick --at 2020-09-23T09:00")
    return home


@pytest.fixture
def audited(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to tamper with."""
    shutil.copytree(kept, tmp_path / "home")
    return use(monkeypatch, tmp_path / "home")


def tamper(home: Path, *statements: str | Sql) -> None:
    """Write into the database as somebody with a SQLite tool."""
    with closing(sqlite3.connect(home / "var" / "yudu-flow.db")) as db, db:
        for one in statements:
            if callable(one):
                one(db)
            else:
                assert db.execute(one).rowcount > 0, one


def found(*arguments: str) -> str:
    """What `audit verify` finds wrong."""
    ran = yudu("audit", "verify", *arguments)
    assert ran.code == 1, ran.out + ran.err
    return ran.out


def plainly(previous: str, row: dict[str, Any]) -> str:
    """The hash that anybody can make who has read the source."""
    fields = [row[name] for name in ("bureau", "seq", "by", "act", "about", "detail", "by_id")]
    at = f"{row['at'].replace(' ', 'T')}+00:00".replace(".000000", "")
    text = json.dumps([previous, at, *fields, {"covers": row["covers"]}], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def cut_off(db: sqlite3.Connection) -> None:
    """Take the last act away, and set the head to the one before."""
    db.execute("delete from audit where seq = (select max(seq) from audit)")
    set_head(db)


def set_head(db: sqlite3.Connection) -> None:
    db.execute(
        "update bureau set (audit_seq, audit_hash) = (select seq, hash from audit order by seq desc limit 1)",
    )


def recompute(db: sqlite3.Connection) -> None:
    """Make every hash anew, without the key, after a change."""
    db.row_factory = sqlite3.Row
    db.execute("update audit set \"by\" = '韩松', by_id = 'han-song' where act = 'filed'")
    previous = ""
    for row in db.execute("select * from audit order by seq").fetchall():
        digest = plainly(previous, dict(row))
        db.execute("update audit set previous = ?, hash = ? where seq = ?", (previous, digest, row["seq"]))
        previous = digest
    set_head(db)


def forge_last(db: sqlite3.Connection) -> None:
    """Put an act on at the end, chained as anybody can."""
    db.row_factory = sqlite3.Row
    row = dict(db.execute("select * from audit order by seq desc limit 1").fetchone())
    row |= {"id": None, "seq": row["seq"] + 1, "by": "顾明远", "act": "waived", "previous": row["hash"], "covers": ""}
    row["hash"] = plainly(row["previous"], row)
    db.execute(f"insert into audit values ({','.join('?' * len(row))})", [*row.values()])
    set_head(db)


def test_what_was_not_touched_holds(audited: Path) -> None:
    """Three seals by the system itself and three acts; the head stands beside."""
    assert re.fullmatch(r"审计记录6条，完整；核对码 6-[0-9a-f]{10}。\n", fine("audit", "verify").out)
    play("tick --at 2020-09-24T09:00")
    assert fine("audit", "verify").out.startswith("审计记录7条，完整")


@pytest.mark.parametrize(
    ("change", "place"), [(cut_off, 6), (recompute, 1), (forge_last, 7)], ids=["cut off", "made anew", "forged"]
)
def test_a_mended_chain_is_found(audited: Path, change: Sql, place: int) -> None:
    tamper(audited, change)
    assert f"审计记录从第{place}条起对不上" in found()


def test_a_chain_stripped_of_its_key_is_not_sealed_again(audited: Path) -> None:
    """Not even where the program runs on it before anybody looks."""
    tamper(audited, recompute)
    play("tick --at 2020-09-24T09:00")
    assert "审计记录从第1条起对不上" in found()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            "update event set at = '2020-09-20 02:00:00.000000' where kind = 'filed'",
            "办理“2020-09/report/就业中心 2020-09-20 10:00 报送”被改动，与审计第3条不符",
        ),
        ("update event set \"by\" = '韩松' where \"by\" = '苏禾'", "被改动，与审计第3条不符"),
        ("update submission set progress = '已落实到位'", "被改动，与审计第3条不符"),
        ("update attachment set name = 'other.pdf'", "被改动，与审计第3条不符"),
        (
            "update obligation set late_from = '2020-12-31 16:00:00.000000' where owner = '社保中心'",
            "事项“2020-09/report/社保中心”的期限或内容被改动，与审计第1条不符",
        ),
        ("delete from event where kind = 'extension_asked'", "已被删除（审计第4条）"),
        ("delete from notice where id = 1", "通知（编号1）已被删除（审计第1条）"),
        ("update notice set recipient = 'lin-qiu' where id = 1", "通知（编号1）被改动，与审计第1条不符"),
        (
            "insert into event select 9999, bureau, obligation_id, 'accepted', at, '林秋', 'lin-qiu', received, day,"
            " until, choice, subject, remind_by, last_day, page_by, detail from event where kind = 'extension_asked'",
            "办理“2020-09/report/培训股 2020-09-22 10:10 接收”没有审计记录",
        ),
    ],
)
def test_what_the_audit_vouches_for_is_compared(audited: Path, change: str, told: str) -> None:
    """The chain itself is whole; what does not match it is named."""
    tamper(audited, change)
    said = found()
    assert told in said
    assert "起对不上" not in said


@pytest.mark.parametrize(("change", "told"), [("changed", "的文件被改动"), ("gone", "的文件不见了")])
def test_the_bytes_of_attachments_are_compared(audited: Path, change: str, told: str) -> None:
    [file] = [path for path in (audited / "var" / "attachments").rglob("*") if path.is_file()]
    file.unlink() if change == "gone" else file.write_bytes(b"%PDF-1.4 another")
    assert found() == f"附件“page.pdf”（编号1）{told}\n"


def test_an_act_taken_back_with_its_row_is_found_by_a_printed_head(audited: Path, tmp_path: Path) -> None:
    """Whoever has every file may set all of it back; only what was printed knows."""
    head = fine("audit", "verify").out.split("核对码 ")[1].rstrip("。\n")
    assert fine("audit", "verify", "--head", head).code == 0
    shutil.copytree(audited / "var", tmp_path / "then")
    play("extend --unit 培训股 --period 2020-09 --by 林秋 --at 2020-09-23T10:00 --decide approve")
    later = fine("audit", "verify").out.split("核对码 ")[1].rstrip("。\n")
    assert fine("audit", "verify", "--head", head).code == 0
    shutil.rmtree(audited / "var")
    shutil.copytree(tmp_path / "then", audited / "var")
    assert f"核对码{later}所指的第7条已不在" in found("--head", later)
    assert f"第6条与核对码6-{later[2:]}不符" in found("--head", f"6-{later[2:]}")
    ran = yudu("audit", "verify", "--head", "abc")
    assert (ran.code, ran.err) == (2, "核对码“abc”看不懂；请照办公室清单上印的填写，如 40-1a2b3c4d5e\n")


def test_the_head_stands_in_the_office_s_list(audited: Path) -> None:
    """As a code that `audit verify --head` takes."""
    play("tick --at 2020-09-28T09:00")
    with closing(sqlite3.connect(audited / "var" / "yudu-flow.db")) as db:
        texts = [text for (text,) in db.execute("select text from message")]
    heads = {head for text in texts for head in re.findall(r"审计核对码 (\S+)", text)}
    assert heads
    for head in heads:
        fine("audit", "verify", "--head", head)


def test_rows_from_before_the_key_stay_readable_and_are_sealed(audited: Path) -> None:
    """A home of a release that had no key: its first pass vouches for what it finds."""
    tamper(audited, old_release)
    (audited / "var" / "audit.key").unlink()
    play("tick --at 2020-09-24T09:00")
    assert fine("audit", "verify").out.startswith("审计记录7条，完整")
    tamper(audited, "update submission set progress = '已落实到位'")
    assert "被改动，与审计第7条不符" in found()


def old_release(db: sqlite3.Connection) -> None:
    """The chain as it was before there were keys and imprints."""
    db.row_factory = sqlite3.Row
    db.execute("update audit set covers = '', act = replace(act, 'books_sealed', 'recounted')")
    previous = ""
    for row in db.execute("select * from audit order by seq").fetchall():
        fields = [row[name] for name in ("bureau", "seq", "by", "act", "about", "detail", "by_id")]
        at = f"{row['at'].replace(' ', 'T')}+00:00".replace(".000000", "")
        fields = fields if row["by_id"] else fields[:-1]
        digest = hashlib.sha256(json.dumps([previous, at, *fields], ensure_ascii=False).encode()).hexdigest()
        db.execute("update audit set previous = ?, hash = ? where seq = ?", (previous, digest, row["seq"]))
        previous = digest
    set_head(db)


def test_another_key_is_named(audited: Path) -> None:
    (audited / "var" / "audit.key").unlink()
    assert "第1条起有6条用另一把密钥（" in found()


def test_a_damaged_key_is_not_made_anew(audited: Path) -> None:
    (audited / "var" / "audit.key").write_text("{", encoding="utf-8")
    ran = yudu("tick", "--at", "2020-09-24T09:00")
    assert ran.code == 2
    assert "audit.key 读不了或已损坏，请从另存的副本拷回" in ran.err


def test_a_restored_backup_holds_and_says_whose_key_it_needs(
    audited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fine("backup", str(tmp_path / "b.zip"))
    play("tick --at 2020-09-24T09:00")
    assert "密钥" not in fine("restore", str(tmp_path / "b.zip"), "--yes").out
    assert fine("audit", "verify").out.startswith("审计记录6条，完整")
    other = use(monkeypatch, build_home(tmp_path / "other"))
    assert "请把原机器的 var/audit.key 拷到本机" in fine("restore", str(tmp_path / "b.zip")).out
    assert "用另一把密钥" in found()
    shutil.copy(audited / "var" / "audit.key", other / "var" / "audit.key")
    assert fine("audit", "verify").out.startswith("审计记录6条，完整")


def test_the_setting_s_key_is_not_written_down(desk_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another value of the setting is another key."""
    monkeypatch.setenv("YUDU_FLOW_SECRET_KEY", "a long secret of the machine")
    play("tick --at 2020-09-18T09:00")
    assert json.loads((desk_home / "var" / "audit.key").read_text(encoding="utf-8"))["key"] == ""
    assert fine("audit", "verify").out.startswith("审计记录1条，完整")
    monkeypatch.setenv("YUDU_FLOW_SECRET_KEY", "another")
    assert "用另一把密钥" in found()
