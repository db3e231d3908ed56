"""`firm`: the register by the command line, and by workbooks."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook

from tests.cli.commands import fine, listed, play, use, yudu

CODE, OTHER_CODE = "91350100M000100Y43", "91110108551385082Q"
HEADINGS = ("企业名称", "信用代码", "地址", "联系人", "手机", "标签", "对口单位")
AT = ("--at", "2020-09-22T10:00")


@pytest.fixture(autouse=True)
def _home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, home)


def sheet(folder: Path, *rows: Sequence[object]) -> str:
    """A workbook with these rows under the usual headings."""
    book, file = Workbook(), folder / "企业.xlsx"
    page = book.active
    assert page is not None
    for row in (("企业名录",), HEADINGS, *rows):
        page.append([*row])
    book.save(file)
    return str(file)


def test_a_clerk_registers_pairs_and_finds_a_firm() -> None:
    said = fine(
        "firm", "add", "云岭食品", "--code", CODE, "--mobile", "13907970001", "--owner", "周远", "--by", "林秋", *AT
    )
    assert "已登记：云岭食品（编号1）\n周远对口云岭食品" in said.out
    fine("firm", "change", "云岭", "--contact", "李娟", "--by", "林秋", *AT)
    [found] = listed("firm", "list", "李娟", *AT)
    assert (found["credit_code"], found["mobile"], found["visitors"]) == (CODE, "139****0001", ["周远"])
    assert "就业中心应对口2家" not in fine("firm", "list", *AT).out
    assert [one["name"] for one in listed("firm", "list", "--owner", "zhou-yuan", *AT)] == ["云岭食品"]
    assert "名册中没有“周园”" in yudu("firm", "list", "--owner", "周园", *AT).err
    fine("firm", "pair", "1", "--owner", "周远", "--end", "2020-10-01", "--by", "林秋", *AT)
    fine("firm", "retire", "云岭食品", "--reason", "注销", "--by", "林秋", *AT)
    shown = fine("firm", "show", "云岭食品", *AT).out
    assert [word in shown for word in ("139****0001", "联系人：无 → 李娟", "2020-10-01起不再对口", "注销")] == [
        True
    ] * 4
    assert "企业名录由局办公室办理" in yudu("firm", "add", "别家", "--by", "苏禾", *AT).err


def test_a_firm_whose_visitor_is_gone_is_not_entered() -> None:
    fine("people", "leave", "周远", "--last-day", "2020-09-30", "--by", "林秋", *AT)
    ran = yudu("firm", "add", "云岭食品", "--owner", "周远", "--by", "林秋", "--at", "2020-10-08T10:00")
    assert (ran.code, "周远到2020年9月30日为止" in ran.err) == (2, True)
    assert listed("firm", "list", "云岭", *AT) == []


def test_what_the_plan_asks_for_and_nobody_registered_is_said() -> None:
    assert "尚未登记：周远应对口1家，已登记0家" in fine("firm", "list", *AT).out


def test_a_sheet_is_tried_first_and_saved_whole(tmp_path: Path) -> None:
    file = sheet(tmp_path, ("云岭食品", CODE, "三路", "李娟", 13907970001, "食品、园区", "周远"), ("远山建材",), ())
    tried = fine("firm", "import", file, "--dry-run", "--by", "林秋", *AT)
    assert tried.out == "第3行 新增 云岭食品：新增对口1个\n第4行 新增 远山建材\n新增2家。\n没有存入。\n"
    assert listed("firm", "list", "食品", *AT) == []
    assert "已存入名录" in fine("firm", "import", file, "--by", "林秋", *AT).out
    assert "不变2家" in fine("firm", "import", file, "--by", "林秋", *AT).out


def test_every_bad_row_is_named_and_nothing_is_saved(tmp_path: Path) -> None:
    bad = [
        ("云岭食品", CODE),
        ("错一位", CODE[:-1] + "4"),
        ("又是云岭", CODE),
        ("", OTHER_CODE),
        ("远山建材", "", "", "", "1390797"),
        ("青山", "", "", "", "", "", "没有局"),
    ]
    ran = yudu("firm", "import", sheet(tmp_path, *bad), "--by", "林秋", *AT)
    assert ran.code == 1
    assert [line.split()[1] for line in ran.out.splitlines()[:6]] == ["新增", *["不收"] * 5]
    assert all(
        word in ran.out for word in ("校验位", "与第3行重复", "请填写企业名称", "11位", "没有“没有局”", "没有存入")
    )
    assert listed("firm", "list", *AT)[2:] == []


def test_columns_that_are_not_read_and_cells_that_are_merged_are_named(tmp_path: Path) -> None:
    """A unit in merged cells went to the first firm alone, and a heading nobody knows took its column along."""
    book, file = Workbook(), tmp_path / "企业.xlsx"
    page = book.active
    assert page is not None
    for row in (("企业名称", "对口单位", "电话号"), ("云岭食品", "周远", 13907970001), ("远山建材", None, None)):
        page.append(row)
    page.merge_cells("B2:B3")
    book.save(file)
    ran = yudu("firm", "import", str(file), "--by", "林秋", *AT)
    assert (ran.code, ran.out.count("在合并的单元格里，请取消合并，每行都填")) == (1, 2)
    assert "没有读的列：“电话号”" in ran.out


def test_two_rows_do_not_give_two_firms_one_code_nor_one_name(tmp_path: Path) -> None:
    play(*(f"firm add {name} --by 林秋 --at 2020-09-22T10:00" for name in ("甲厂", "乙厂")))
    play(f"firm add 丙厂 --code {OTHER_CODE} --by 林秋 --at 2020-09-22T10:00")
    file = sheet(tmp_path, ("甲厂", CODE), ("乙厂", CODE), ("乙厂", OTHER_CODE))
    bad = yudu("firm", "import", file, "--by", "林秋", *AT)
    assert (bad.code, "第4行 不收 乙厂：与第3行重复" in bad.out, "“丙厂”改成同名" in bad.out) == (1, True, True)


def test_what_goes_out_comes_in_again_and_holds_no_formula(tmp_path: Path) -> None:
    fine("firm", "add", "=1+1", "--code", CODE, "--mobile", "13907970001", "--by", "林秋", *AT)
    file = tmp_path / "出.xlsx"
    fine("firm", "export", str(file), *AT)
    page = load_workbook(file).active
    assert page is not None
    cells = {cell.value: cell.data_type for row in page.iter_rows(min_row=2) for cell in row if cell.value}
    assert ({*cells.values()}, "139****0001" in cells, "=1+1" in cells) == ({"s"}, True, True)
    assert "不变3家" in fine("firm", "import", str(file), "--by", "林秋", *AT).out
    fine("firm", "export", str(file), "--template", *AT)
    assert "没有填写企业" in yudu("firm", "import", str(file), "--by", "林秋", *AT).err


def test_check_says_how_firms_are_registered_until_they_are() -> None:
    said = [row for row in yudu("check", "--json").rows if "应对口" in row["message"]]
    assert [row["suggestion"] for row in said] == [
        "在网页“企业”里登记并对口，或用 yudu-flow firm add 企业名称 --owner 单位或姓名"
    ]
    fine("firm", "add", "云岭食品", "--owner", "周远", "--by", "林秋", *AT)
    assert [row for row in yudu("check", "--json").rows if "应对口" in row["message"]] == []


@pytest.mark.parametrize("command", [("firm", "visits"), ("target", "list")])
def test_what_is_no_period_is_said(command: tuple[str, str]) -> None:
    ran = yudu(*command, "--period", "九月", *AT)
    assert (ran.code, "“九月”不是周期，应写成 2020-09" in ran.err) == (2, True), ran.err


def test_the_papers_of_visits_are_written_to_files(tmp_path: Path) -> None:
    play(
        "tick --at 2020-09-18T09:00", "visit --unit 就业中心 --period 2020-09 --by 苏禾 --firm 长河电子 " + " ".join(AT)
    )
    month, record = tmp_path / "台账.xlsx", tmp_path / "记录.docx"
    fine("firm", "visits", "--period", "2020-09", "--out", str(month), *AT)
    assert [cell.value for cell in load_workbook(month)["走访"]["B"]] == ["企业", "长河电子"]
    shown = fine("firm", "show", "长河电子", *AT).out
    number = shown.partition("（记录")[2].partition("）")[0]
    fine("firm", "record", number, "--out", str(record), *AT)
    assert "名称：长河电子" in [one.text for one in Document(str(record)).paragraphs]
    assert "没有这条走访记录" in yudu("firm", "record", "9999", *AT).err
