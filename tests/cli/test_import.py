"""`import` and `start`: a document becomes a draft, and a draft that a clerk has looked at becomes a plan."""

import json
from pathlib import Path

import pytest

from tests.bureau import WORDS
from tests.cli.commands import fine, listed, use, yudu
from tests.content.copies import copy_of_content
from yudu_flow.cli import documents, office
from yudu_flow.storage import audit

BY = ("--by", "bangongshi-liaison")
CLERK = ("--by", "林秋", "--at", "2020-09-21T10:00")
NOTICE = str(Path(__file__).parents[1] / "documents" / "founding-notice.txt")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped home without its plan."""
    home = use(monkeypatch, copy_of_content(tmp_path / "home"))
    (home / "notifications").symlink_to(WORDS[0], target_is_directory=True)
    [plan] = (home / "workflows").glob("*.yaml")
    plan.unlink()
    return home


def test_it_prints_one_object_for_programs(shipped: Path) -> None:
    read = json.loads(fine("import", NOTICE, "--json").out)
    assert (read["number"], read["title"], read["dated"]) == (
        "于人社〔2020〕112号",
        "关于做好“六稳”工作落实“六保”任务工作方案",
        "2020-09-18",
    )
    first, visit = read["assignments"][0], read["duties"][-1]
    assert (first["measure"], first["leaders"], first["units"]) == (1, ["段先辉", "李明"], ["社保局", "就业局"])
    assert read["text"][slice(*first["from"])] == "〔责任领导：段先辉，李明；责任单位：社保局，就业局〕"
    assert (visit["kind"], visit["every"], visit["day"], visit["firms"]) == ("visit", "month", None, 4)
    assert (read["unknown"], read["questions"]) == ([], [])


def test_a_document_becomes_a_plan_without_a_line_of_yaml(bare: Path) -> None:
    assert "分工16项，其中0项要核对" in fine("import", NOTICE, "--save", *BY).out
    [draft] = (bare / "workflows" / "drafts").glob("*.yaml")
    assert fine("import", NOTICE, "--save", *BY).err.endswith("没有变化。\n")
    assert "方案已启用" in fine("start", draft.stem, *BY).out
    assert len(listed("plan")) == 16


def test_it_says_of_a_document_that_takes_too_long_what_to_do(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "PATIENCE", 0.01)
    done = yudu("import", NOTICE)
    assert (done.code, "内容过于复杂，读不出来；请只留方案本身" in done.err) == (2, True)


@pytest.mark.parametrize("report", ["", "各单位每月25日前报局办公室。\n"])
def test_a_document_that_is_in_force_already_is_no_draft_any_more(bare: Path, tmp_path: Path, report: str) -> None:
    document = tmp_path / "plan.txt"
    words = "于人社〔2020〕9号\n关于社保扩面的工作方案\n2020年9月1日\n1.扩面。（责任单位：就业局、社保局）\n"
    document.write_text(f"{words}{report}", encoding="utf-8")
    fine("import", str(document), "--save", *BY)
    [draft] = (bare / "workflows" / "drafts").glob("*.yaml")
    fine("start", draft.stem, *BY)
    assert "没有不同，没有存草稿" in fine("import", str(document), "--save", *BY).err
    assert [*(bare / "workflows" / "drafts").glob("*")] == []


def test_a_document_that_was_started_with_names_chosen_is_no_draft_any_more(bare: Path, tmp_path: Path) -> None:
    document = tmp_path / "plan.txt"
    words = "于人社〔2020〕9号\n关于社保扩面的工作方案\n2020年9月1日\n1.扩面。（责任单位：就业局、社会保险局）\n"
    document.write_text(words, encoding="utf-8")
    fine("import", str(document), "--save", "--as", "社会保险局=社保局", *BY)
    [draft] = (bare / "workflows" / "drafts").glob("*.yaml")
    fine("start", draft.stem, *BY)
    assert "这份文件已经启用为方案" in fine("import", str(document), "--save", *BY).err
    assert [*(bare / "workflows" / "drafts").glob("*")] == []


def test_both_are_audited_as_the_page_does(desk_home: Path) -> None:
    draft = drafted(desk_home)
    fine("start", draft.stem, *CLERK)
    with office.reading("2020-09-21T10:00") as (bureau, db, _):
        noted = [(row.act, row.by, json.loads(row.detail)["draft"]) for row in audit.rows(db, bureau.key)]
    assert "这份草稿林秋2020-09-21 10:00启用了" in yudu("start", draft.stem, *CLERK).err
    assert noted == [(act, "林秋", draft.stem) for act in ("plan_drafted", "plan_started")]


def drafted(home: Path) -> Path:
    document = home / "plan.txt"
    head = "清人社〔2020〕9号\n关于社保扩面的工作方案\n2020年9月1日\n"
    document.write_text(f"{head}1.扩面。（责任单位：培训股）\n", encoding="utf-8")
    fine("import", str(document), "--save", *CLERK)
    [draft] = (home / "workflows" / "drafts").glob("*.yaml")
    return draft


@pytest.mark.parametrize(("by", "words"), [("苏禾", "办公室"), ("没有人", "名册中没有"), (" ", "请写明经办人")])
def test_only_the_office_saves_and_starts_a_draft(desk_home: Path, by: str, words: str) -> None:
    draft = drafted(desk_home)
    before, said = draft.read_bytes(), ("--by", by, *CLERK[2:])
    started = yudu("start", draft.stem, *said)
    assert (started.code, words in started.err, draft.read_bytes() == before) == (2, True, True)
    draft.unlink()
    saved = yudu("import", str(desk_home / "plan.txt"), "--save", *said)
    assert (saved.code, words in saved.err, draft.exists()) == (2, True, False)


def test_a_draft_is_kept_in_no_other_home_than_the_one_that_audits_it(desk_home: Path, tmp_path: Path) -> None:
    done = yudu("import", NOTICE, "--save", "--home", str(copy_of_content(tmp_path / "other")), *CLERK)
    assert (done.code, "不写 --home" in done.err) == (2, True)
    assert not (tmp_path / "other/workflows/drafts").exists()


def test_names_that_nobody_here_bears_are_listed_with_the_nearest(shipped: Path, tmp_path: Path) -> None:
    document = tmp_path / "plan.txt"
    document.write_text("1.扩面。（责任单位：就业局、社会保险局）\n2.督查。（责任单位：办公室）\n", encoding="utf-8")
    read = json.loads(fine("import", str(document), "--home", str(shipped), "--json").out)
    assert [(one["name"], one["nearest"][0]) for one in read["unknown"]] == [("社会保险局", "社保局")]
    assert [one["sure"] for one in read["assignments"]] == [False, True]


def test_a_draft_with_errors_is_not_started(bare: Path, tmp_path: Path) -> None:
    document = tmp_path / "plan.txt"
    head = "于人社〔2020〕9号\n关于社保扩面的工作方案\n2020年9月1日\n"
    document.write_text(f"{head}1.扩面。（责任单位：就业局、社会保险局）\n", encoding="utf-8")
    fine("import", str(document), "--save", "--home", str(bare), *BY)
    [draft] = (bare / "workflows" / "drafts").glob("*.yaml")
    done = yudu("start", draft.stem, *BY)
    assert done.code == 2
    assert "名册里没有单位“社会保险局”" in done.err
    assert draft.is_file()


def test_another_bureau_s_document_is_read_by_its_words(shipped: Path, tmp_path: Path) -> None:
    document = tmp_path / "plan.txt"
    document.write_text("1.普法。（责任单位：普法股、公证处）\n", encoding="utf-8")
    read = json.loads(fine("import", str(document), "--json").out)
    assert (read["unknown"], [one["sure"] for one in read["assignments"]]) == ([], [True])


def test_it_says_what_to_do_with_a_scan(shipped: Path, tmp_path: Path) -> None:
    picture = tmp_path / "scan.pdf"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    done = yudu("import", str(picture))
    assert (done.code, "这是图片" in done.err) == (2, True)


def test_a_name_is_chosen_for_every_place_where_it_stands(shipped: Path, tmp_path: Path) -> None:
    document = tmp_path / "plan.txt"
    words = "1.扩面。（责任单位：就业局、社会保险局）\n2.督查。（责任单位：办公室；配合单位：社会保险局、信息中心）\n"
    document.write_text(words, encoding="utf-8")
    chosen = ("--home", str(shipped), "--as", "社会保险局=社保局")
    read = json.loads(fine("import", str(document), "--json", *chosen).out)
    assert [one["name"] for one in read["unknown"]] == ["信息中心"]
    assert [(one["units"], one["co_units"], one["sure"]) for one in read["assignments"]] == [
        (["就业局", "社保局"], [], True),
        (["办公室"], ["社保局", "信息中心"], False),
    ]
    assert "第2项：名册里没有“信息中心”" in "".join(read["questions"])
    said = fine("import", str(document), *chosen).out
    assert ("--as 名称=名册里的名称" in said, "社会保险局" in said) == (True, False)


@pytest.mark.parametrize("chosen", ["社会保险局=没有局", "没有局=社保局", "社会保险局"])
def test_a_choice_that_leads_nowhere_is_refused(shipped: Path, tmp_path: Path, chosen: str) -> None:
    document = tmp_path / "plan.txt"
    document.write_text("1.扩面。（责任单位：就业局、社会保险局）\n", encoding="utf-8")
    done = yudu("import", str(document), "--home", str(shipped), "--as", chosen)
    assert (done.code, "--as：" in done.err) == (2, True)


def test_a_paper_without_work_is_no_draft(bare: Path, tmp_path: Path) -> None:
    document = tmp_path / "plan.txt"
    document.write_text("只有一句话。", encoding="utf-8")
    done = yudu("import", str(document), "--save", *BY)
    assert (done.code, "没有存草稿" in done.err) == (2, True)
    assert not (bare / "workflows" / "drafts").exists()
