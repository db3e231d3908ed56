"""One box finds what was reported, given, decided and asked for; and nobody finds what is not theirs to see."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, LEADER, TRAINING, change, report_of
from tests.web.browser import Browser, Console
from tests.web.programs import Program, program_of
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.views.search_view import EVERYTHING
from yudu_flow.actions.views.search_view import found as searched

KINDS = re.compile(r"<h2>([^<]+)<span")
TITLES = re.compile(r"<li><span>(?:<a href=\"([^\"]*)\">)?([^<]+)")


@pytest.fixture
def furnished(september: Console) -> Console:
    """Something of everything that speaks of 稳岗返还."""
    bureau, now = september.desk.bureau, september.desk.clock()
    file_report(
        bureau,
        report_of(JOBS),
        "苏禾",
        now,
        Report(progress="落实稳岗返还120万元", sections={"difficulties": "缺人手"}),
    )
    file_report(bureau, report_of(INSURANCE), "白桦", now, Report(progress="稳岗返还已核对5%_完"))
    instruct(bureau, [INSURANCE], "沈清", now, Errand("请加快稳岗返还", date(2020, 9, 30)))
    open_request(bureau, "苏禾", now, Asking("长河电子", "社保", "想申请稳岗返还", INSURANCE, [JOBS]))
    note(bureau, report_of(JOBS), CLERK, now, "稳岗返还的备注")
    return september


def found(browser: Browser, words: str) -> dict[str, list[tuple[str, str]]]:
    """By kind: where each leads, and its title."""
    parts = re.split(r"<h2>", browser.look(f"/search?q={words}"))[1:]
    return {part.partition("<")[0]: TITLES.findall(part) for part in parts}


def test_the_office_finds_all_of_it_by_kind(furnished: Console) -> None:
    clerk = furnished.account(CLERK)
    lists = found(clerk, "稳岗返还")
    assert {*lists} == {"方案措施", "企业诉求", "报告", "批示交办"}, "and no note, which is nobody's report"
    assert len(lists["报告"]) == 2
    assert (f"/office/{furnished.id_of(JOBS)}", "就业中心2020年9月稳就业月报") in lists["报告"]
    assert "<mark>稳岗返还</mark>120万元" in clerk.look("/search?q=稳岗返还")
    for path in [to for hits in lists.values() for to, _ in hits]:
        clerk.look(path)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("就业中心 稳岗", {"报告"}),
        ("长河", {"企业", "企业诉求", "批示交办"}),
        ("苏禾", {"单位和人员"}),
        ("5%_完", {"报告"}),
        ("5__完", set()),
        ("没有这句话", set()),
        ("缺人手", {"报告"}),
    ],
)
def test_all_words_must_be_there_and_signs_are_letters(furnished: Console, words: str, kinds: set[str]) -> None:
    assert {*found(furnished.account(CLERK), words)} >= kinds - {"批示交办"}
    assert ({*found(furnished.account(CLERK), words)} == set()) == (not kinds)


def test_the_office_finds_a_plan_by_its_number(furnished: Console) -> None:
    """Whoever has the document before them types what stands in its head."""
    clerk = furnished.account(CLERK)
    assert found(clerk, "清人社〔2020〕9号") == {
        "方案": [("/office/plans/wenjiuye-2020", "稳就业工作方案（清人社〔2020〕9号）")]
    }
    assert found(furnished.guest("su-he", JOBS), "清人社") == {}


def test_a_unit_finds_its_own_alone(furnished: Console) -> None:
    for unit in (furnished.account("bai-hua"), furnished.guest("bai-hua", INSURANCE)):
        lists = found(unit, "稳岗返还")
        assert [title for _, title in lists["报告"]] == ["社保中心2020年9月稳就业月报"]
        assert all(to.startswith("/mine/") for hits in lists.values() for to, _ in hits if to)
        assert "就业中心2020年9月" not in unit.look("/search?q=就业中心")
    stranger_to_it = found(furnished.account("tang-ning"), "稳岗返还")
    assert "报告" not in stranger_to_it
    assert "企业诉求" not in stranger_to_it


def test_a_leader_finds_what_is_in_their_charge(furnished: Console) -> None:
    mine = found(furnished.account("shen-qing"), "稳岗返还")
    assert [title for _, title in mine["报告"]] == ["社保中心2020年9月稳就业月报"]
    assert all(to.startswith("/leader/") for to, _ in mine["报告"])


@pytest.mark.parametrize(
    ("words", "said"), [("岗", "请写至少2个字"), ("一 " * 6, "请写得短一些"), ("长" * 61, "请写得短")]
)
def test_too_little_or_too_much_is_said_at_the_box(furnished: Console, words: str, said: str) -> None:
    page = furnished.account(CLERK).look(f"/search?q={words}")
    assert (said in page, 'aria-invalid="true"' in page) == (True, True)


def test_programs_find_what_their_account_sees(furnished: Console, office: Program) -> None:
    hits = office.asks("/search?q=稳岗返还")
    assert {hit["obligation"] for hit in hits if hit["kind"] == "报告"} == {
        f"2020-09/report/{u}" for u in (JOBS, INSURANCE)
    }
    theirs = program_of(furnished, "tang-ning").asks("/search?q=稳岗返还")
    assert {hit["kind"] for hit in theirs} <= {"方案措施"}
    assert TRAINING not in str(theirs)
    office.asks("/search?q=一", 400)


def test_what_is_older_than_three_years_is_not_looked_through(furnished: Console) -> None:
    furnished.desk.clock.set("2024-09-22T10:00")
    assert "报告" not in found(furnished.account(CLERK), "稳岗返还")
    assert LEADER not in furnished.account(CLERK).look("/search?q=稳岗返还")


def test_a_name_with_signs_of_addresses_leads_to_its_page(console: Console) -> None:
    console.desk.at("2020-09-21T09:00")
    roster = console.desk.bureau.roster
    odd = replace(roster.units[JOBS], name="甲&乙#股")
    bureau = replace(
        console.desk.bureau, content=replace(console.desk.bureau.content, roster=replace(roster, units={odd.name: odd}))
    )
    with bureau.reading() as db:
        [hit] = searched(bureau, db, console.desk.clock(), ["甲&乙"], EVERYTHING)[0].hits
    assert parse_qs(urlsplit(hit.to).query) == {"name": [odd.name]}


@pytest.fixture
def helped(home: Path) -> None:
    """A group helps with 1.1, 仲裁股 in it."""
    change(home, "config/roster.yaml", "leadership:\n", "groups: [{name: 各股室, members: [仲裁股]}]\nleadership:\n")
    change(home, "workflows/plan.yaml", "培训股]}", "培训股], co_units: [各股室]}")


def test_a_unit_finds_what_a_group_helps_with_that_it_is_in(helped: None, september: Console) -> None:
    assert "方案措施" in found(september.account("ye-zhou"), "稳岗返还")
    assert 'data-label="配合">各股室' in september.account(CLERK).look("/office/plans/wenjiuye-2020")
