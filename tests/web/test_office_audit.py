"""The audit on its page: in words, newest first, and whether its chain is whole."""

import re
from datetime import date

import pytest
from sqlalchemy import delete, update

from tests.bureau import CLERK, INSURANCE, JOBS, report_of
from tests.web.browser import Browser, Console
from yudu_flow.actions.acts.edit_roster import edit_roster, fingerprint
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.review_report import return_report
from yudu_flow.content.roster.changes import AddPerson, ChangeHolder, ChangePerson
from yudu_flow.domain.facts import ExtensionChoice
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit
from yudu_flow.storage.database import writing
from yudu_flow.storage.tables import AUDIT


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, in September."""
    console.desk.until("2020-09-22T10:00")
    return console.account(CLERK)


def rows(shown: str) -> list[str]:
    """The lines of the page as plain text, tags as blanks."""
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in re.findall(r"<tr><td.*?</tr>", shown, re.DOTALL)]


def test_it_says_who_did_what_about_what(console: Console, clerk: Browser) -> None:
    desk = console.desk
    desk.file(JOBS, "2020-09-22T11:00", "苏禾")
    return_report(desk.bureau, report_of(JOBS), CLERK, desk.clock(), "缺第二部分", None)
    first, second, *_ = rows(clerk.look("/office/audit"))
    assert first.startswith(
        "4 2020年9月22日 11:00 林秋 退回 就业中心2020年9月稳就业月报 限9月27日（星期日）24:00；缺第二部分"
    )
    assert second == "3 2020年9月22日 11:00 苏禾 报送 就业中心2020年9月稳就业月报"


def test_it_reads_dates_and_decisions(console: Console, clerk: Browser) -> None:
    desk = console.desk
    until = date(2020, 9, 30)
    ask_extension(desk.bureau, report_of(INSURANCE), "白桦", desk.clock(), until, "数据未到")
    decide_extension(desk.bureau, report_of(INSURANCE), CLERK, desk.clock(), ExtensionChoice.APPROVE, until, "同意")
    first, second, *_ = rows(clerk.look("/office/audit"))
    assert "决定延期申请 社保中心2020年9月稳就业月报 同意；至9月30日（星期三）" in first
    assert "申请延期 社保中心2020年9月稳就业月报 至9月30日（星期三）；数据未到" in second


def test_it_says_what_changed_in_the_roster_and_hides_numbers(console: Console, clerk: Browser) -> None:
    desk, home = console.desk, console.hall.settings.home
    for change in (
        ChangePerson("su-he", email="suhe@new.local", mobile="13800000003"),
        ChangeHolder("就业中心.head", "zhou-yuan", date(2021, 4, 1)),
    ):
        edit_roster(home, desk.bureau, CLERK, desk.clock(), change, was=fingerprint(home))
    first, second, *_ = rows(clerk.look("/office/audit"))
    assert "修改名册 名册：就业中心负责人" in first
    assert "任职：无 → 周远" in first
    assert "邮箱：su-he@test.local → suhe@new.local；手机：139****0003 → 138****0003" in second


@pytest.mark.parametrize("name", ["党组书记/局长/主任", "甲/乙", "²-²/乙"])
def test_a_name_with_strokes_is_no_obligation(console: Console, clerk: Browser, name: str) -> None:
    desk, home = console.desk, console.hall.settings.home
    edit_roster(home, desk.bureau, CLERK, desk.clock(), AddPerson(name), was=fingerprint(home))
    assert f"修改名册 名册：{name}" in rows(clerk.look("/office/audit"))[0]


def test_a_documents_number_with_a_stroke_is_no_summary(console: Console, clerk: Browser) -> None:
    bureau, now = console.desk.bureau, console.desk.clock()
    with bureau.writing(now) as db:
        audit.record(db, bureau.key, now, Who("lin-qiu", CLERK), "plan_paused", "2020/9 稳就业工作方案", {})
    assert "暂停方案 2020/9 稳就业工作方案" in rows(clerk.look("/office/audit"))[0]


def test_it_names_people_of_accounts(console: Console, clerk: Browser) -> None:
    assert [row.split(" ", 3)[3] for row in rows(clerk.look("/office/audit"))] == [
        "测试 生成登录链接 林秋",
        "测试 开通账号 林秋",
    ]


@pytest.mark.both
def test_a_hundred_a_page(console: Console, clerk: Browser) -> None:
    desk = console.desk
    with writing(desk.bureau.engine) as db:
        for number in range(203):
            audit.record(
                db,
                "qingxi",
                desk.clock(),
                Who("lin-qiu", CLERK),
                "noted",
                "2020-09/report/就业中心",
                {"note": f"第{number}条"},
            )
    found, address = [], "/office/audit"
    while address:
        shown = clerk.look(address)
        found.append([int(row.split()[0]) for row in rows(shown)])
        older = re.search(r'href="(/office/audit\?before=\d+)"', shown)
        address = older[1] if older else ""
    assert [len(page) for page in found] == [100, 100, 5]
    assert [seq for page in found for seq in page] == [*range(205, 0, -1)]
    clerk.look("/office/audit?before=x")
    clerk.look("/office/audit?before=9999999999")


def test_a_whole_chain_is_verified(console: Console, clerk: Browser) -> None:
    assert "核验通过：共 2 条，没有被改动" in clerk.look("/office/audit/verify")
    assert "核验通过" not in clerk.look("/office/audit")


def test_a_changed_row_and_a_missing_end_show(console: Console, clerk: Browser) -> None:
    with writing(console.desk.bureau.engine) as db:
        db.execute(update(AUDIT).where(AUDIT.c.seq == 1).values(by="别人"))
    assert "核验不通过：第 1 条" in clerk.look("/office/audit/verify")
    with writing(console.desk.bureau.engine) as db:
        db.execute(delete(AUDIT).where(AUDIT.c.seq == 2))
    assert "核验不通过：第 1、2 条" in clerk.look("/office/audit/verify")


def test_the_audit_is_the_offices_alone(console: Console, clerk: Browser) -> None:
    for other in (console.account("su-he"), console.account("顾明远"), console.guest("su-he", JOBS)):
        for path in ("/office/audit", "/office/audit/verify"):
            assert "<h1>审计" not in other.get(path).text
