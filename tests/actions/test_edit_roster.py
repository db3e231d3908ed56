"""Changing the roster from a page: file and audit row, both or neither."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.bureau import CLERK, JOBS, Desk, change
from yudu_flow.actions.acts import write_back as under_test
from yudu_flow.actions.acts.edit_roster import edit_roster, fingerprint
from yudu_flow.actions.acts.tried_beside import BrokenFiles
from yudu_flow.content.home import Content
from yudu_flow.content.roster.changes import AddPerson, Change, ChangeHolder, ChangePerson, SetFirms
from yudu_flow.domain.errors import BadRequest, Conflict, NotFound
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading
from yudu_flow.whole_files import rewrite_whole

FILE = Path("config") / "roster.yaml"
CONTACT = ChangePerson("su-he", email="suhe@test.local", mobile="13800000003")


def roster(home: Path) -> str:
    return (home / FILE).read_text(encoding="utf-8")


def edit(desk: Desk, home: Path, what: Change, by: str = CLERK) -> Content:
    return edit_roster(home, desk.bureau, by, desk.clock(), what, was=fingerprint(home))


def acts(desk: Desk) -> list[tuple[str, str, str, str]]:
    with reading(desk.bureau.engine) as db:
        assert not [*audit.broken(db, desk.bureau.key)]
        return [(row.by, row.act, row.about, row.detail) for row in audit.rows(db, desk.bureau.key)]


def test_it_writes_one_line_and_gives_the_new_content(desk: Desk, home: Path) -> None:
    before = roster(home)
    content = edit(desk, home, CONTACT)
    assert content.roster.people["su-he"].email == "suhe@test.local"
    old = 'email: su-he@test.local, mobile: "13900000003"'
    assert roster(home) == before.replace(old, 'email: suhe@test.local, mobile: "13800000003"')
    assert {path.suffix for path in (home / "config").iterdir()} == {".md", ".yaml"}


def test_it_says_in_the_audit_what_was_and_is_and_hides_the_numbers(desk: Desk, home: Path) -> None:
    edit(desk, home, CONTACT, by="lin-qiu")
    [(by, act, about, detail)] = acts(desk)
    assert (by, act, about) == (CLERK, "roster_changed", "名册：苏禾")
    assert '"people.su-he.mobile": "138****0003"' in detail
    assert '"people.su-he.mobile": "139****0003"' in detail
    assert '"people.su-he.email": "suhe@test.local"' in detail
    assert "13800000003" not in detail
    assert "13900000003" not in detail


@pytest.mark.parametrize(
    ("what", "about"),
    [
        (AddPerson("张三", email="z@test.local"), "名册：张三"),
        (ChangeHolder("就业中心.head", "zhou-yuan", date(2021, 4, 1)), "名册：就业中心负责人"),
        (SetFirms(JOBS, ("长河电子",)), "名册：就业中心"),
    ],
)
def test_it_calls_what_changed_by_its_name(desk: Desk, home: Path, what: Change, about: str) -> None:
    edit(desk, home, what)
    assert [row[2] for row in acts(desk)] == [about]


def test_it_keeps_the_mode_and_the_mark_of_the_file(desk: Desk, home: Path) -> None:
    path = home / FILE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    path.chmod(0o640)
    edit(desk, home, CONTACT)
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_bytes().startswith(b"\xef\xbb\xbfbureau")


def test_it_writes_nothing_where_nothing_changes(desk: Desk, home: Path) -> None:
    before = (home / FILE).stat().st_mtime_ns
    edit(desk, home, SetFirms(JOBS, ("长河电子", "青山服装")))
    assert ((home / FILE).stat().st_mtime_ns, acts(desk)) == (before, [])


def test_it_refuses_what_would_not_pass_the_check(desk: Desk, home: Path) -> None:
    before = roster(home)
    with pytest.raises(BrokenFiles) as refused:
        edit(desk, home, ChangePerson("su-he", email="suhe@", mobile="123"))
    assert [finding.message for finding in refused.value.findings] == ["邮箱“suhe@”写法不对", "手机号“123”写法不对"]
    assert str(refused.value).startswith("邮箱“suhe@”写法不对（写成 名字@域名，用英文“@”）；手机号“123”")
    assert (roster(home), acts(desk)) == (before, [])


def test_it_refuses_a_name_that_a_plan_no_longer_finds(desk: Desk, home: Path) -> None:
    """The whole content is looked at, not the roster alone."""
    with pytest.raises(BrokenFiles, match="顾明远"):
        edit(desk, home, ChangePerson("gu-mingyuan", name="顾明"))


def test_it_refuses_while_other_content_is_broken(desk: Desk, home: Path) -> None:
    change(home, "config/rules.yaml", 'pass_at: "09:00"', 'pass_at: "21:00"')
    with pytest.raises(BrokenFiles, match="免打扰"):
        edit(desk, home, CONTACT)


def test_the_second_of_two_editors_is_told(desk: Desk, home: Path) -> None:
    seen = fingerprint(home)
    edit(desk, home, CONTACT)
    after = roster(home)
    with pytest.raises(Conflict, match="刚刚被别人改过"):
        edit_roster(home, desk.bureau, CLERK, desk.clock(), AddPerson("张三"), was=seen)
    assert (roster(home), len(acts(desk))) == (after, 1)


def test_a_change_by_hand_in_the_last_moment_is_not_overwritten(
    desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = audit.record

    def slowly(*args: object) -> None:
        record(*args)  # type: ignore[arg-type]  # passed on as they came
        change(home, str(FILE), "苏禾", "苏和")

    monkeypatch.setattr(audit, "record", slowly)
    with pytest.raises(Conflict):
        edit(desk, home, CONTACT)
    assert "苏和, email: su-he@test.local" in roster(home)
    assert acts(desk) == []


def test_the_file_gets_its_old_text_back_where_the_audit_fails(
    desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = roster(home)
    replaced: list[bytes] = []

    def watched(path: Path, data: bytes) -> None:
        rewrite_whole(path, data)
        replaced.append(data)
        if len(replaced) == 1:
            lose(desk.bureau.engine)

    monkeypatch.setattr(under_test, "rewrite_whole", watched)
    with pytest.raises(OSError, match="the disk is full"):
        edit(desk, home, CONTACT)
    assert len(replaced) == 2
    assert (roster(home), acts(desk)) == (before, [])


def lose(engine: Engine) -> None:
    """The next commit fails."""

    def fail(_: object) -> None:
        event.remove(engine, "commit", fail)
        raise OSError("the disk is full")

    event.listen(engine, "commit", fail)


def test_it_asks_who_acts(desk: Desk, home: Path) -> None:
    with pytest.raises(BadRequest, match="经办人"):
        edit(desk, home, CONTACT, by=" ")


def test_it_does_not_find_who_is_not_there(desk: Desk, home: Path) -> None:
    with pytest.raises(NotFound, match="没有“nobody”"):
        edit(desk, home, ChangePerson("nobody", email="a@test.local", mobile=""))
