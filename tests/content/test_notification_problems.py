"""What `check` finds in the templates. Each test plants one defect in a copy of those that ship."""

import os
import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from yudu_flow.content.findings import Finding
from yudu_flow.content.notifications.kinds import kinds
from yudu_flow.content.notifications.lacking import lacking
from yudu_flow.content.notifications.problems import problems
from yudu_flow.domain.digest import Line

SHIPPED = Path(__file__).parents[2] / "notifications"
LINK = "https://example.invalid/l/AbCdEfGhIj"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "notifications"))


def found(folder: Path, signature: str = "于都人社局", limit: int = 70) -> list[Finding]:
    return problems(folder, signature, limit, LINK)


def append(file: Path, words: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + words, encoding="utf-8")


def test_it_finds_nothing_in_what_ships() -> None:
    assert found(SHIPPED) == []


def test_it_says_when_there_is_no_folder(tmp_path: Path) -> None:
    assert [problem.message for problem in found(tmp_path / "nothing")] == ["找不到通知模板文件夹"]


def test_a_kind_that_the_home_lacks_is_tried_with_the_words_that_ship(folder: Path) -> None:
    shutil.rmtree(folder / "receipt")
    assert (found(folder), lacking(folder)) == ([], ["receipt"])
    append(folder / "_frame" / "frame.html", "{{ 没有 }}")
    assert {one.file for one in found(folder)} == {"notifications/_frame/frame.html"}


def test_it_finds_a_missing_file(folder: Path) -> None:
    (folder / "receipt" / "body.txt").unlink()
    assert [(one.file, one.message) for one in found(folder)] == [("notifications/receipt/body.txt", "缺少这个文件")]


def test_it_names_what_windows_named(folder: Path) -> None:
    (folder / "receipt" / os.fsdecode("副本.txt".encode("gbk"))).touch()
    assert [one.file for one in found(folder)] == ["notifications/receipt/副本.txt"]


def test_it_finds_a_missing_frame_and_tries_nothing_on_it(folder: Path) -> None:
    shutil.rmtree(folder / "_frame")
    assert [one.file for one in found(folder)] == ["notifications/_frame"]


def test_it_finds_an_unknown_kind_and_names_the_nearest(folder: Path) -> None:
    (folder / "report-remindr").mkdir()
    (problem,) = found(folder)
    assert problem.file == "notifications/report-remindr"
    assert problem.suggestion == "是否应为“report-reminder”"


def test_it_finds_a_file_that_is_never_used(folder: Path) -> None:
    (folder / "receipt" / "subjct.txt").write_text("x", encoding="utf-8")
    (problem,) = found(folder)
    assert problem.suggestion == "是否应为“subject.txt”"


def test_it_finds_a_syntax_error_with_its_line(folder: Path) -> None:
    append(folder / "receipt/body.txt", "\n{% if %}")
    (problem,) = found(folder)
    lines = (folder / "receipt/body.txt").read_text(encoding="utf-8").splitlines()
    assert (problem.file, problem.line) == ("notifications/receipt/body.txt", len(lines))
    assert "语法有误" in problem.message


def test_it_finds_an_unknown_filter(folder: Path) -> None:
    append(folder / "receipt/subject.txt", "{{ line.title | uper }}")
    (problem,) = found(folder)
    assert "uper" in problem.suggestion


def test_it_finds_an_unknown_variable_with_its_column(folder: Path) -> None:
    (folder / "receipt/subject.txt").write_text("已收到{{ lne.title }}\n", encoding="utf-8")
    (problem,) = found(folder)
    assert (problem.line, problem.column, problem.message) == (1, 7, "没有“lne”这个变量")
    assert problem.suggestion == "是否应为“line”"


def test_it_finds_an_unknown_field_in_a_branch_not_taken(folder: Path) -> None:
    append(folder / "receipt/subject.txt", "{% if false %}{{ line.tiltle }}{% endif %}")
    (problem,) = found(folder)
    assert problem.suggestion == "是否应为“title”"


def test_it_finds_an_unknown_field_of_a_list(folder: Path) -> None:
    append(folder / "office-list/body.html", "{{ list.numbers.mising }}")
    (problem,) = found(folder)
    assert problem.message == "没有“mising”这个变量或字段"
    assert problem.suggestion == "是否应为“missing”"


def test_it_finds_what_cannot_be_computed(folder: Path) -> None:
    (folder / "receipt/subject.txt").write_text("{{ line.days / 0 }}", encoding="utf-8")
    (problem,) = found(folder)
    assert problem.message == "这一行算不出结果"


def test_it_finds_an_unknown_word_in_the_common_section_once(folder: Path) -> None:
    append(folder / "_frame/section.txt", "{{ sho }}")
    assert [one.message for one in found(folder)] == ["没有“sho”这个变量"]


def test_it_finds_an_unknown_word_in_the_frame(folder: Path) -> None:
    append(folder / "_frame/frame.html", "{{ letter.form }}")
    assert [one.message for one in found(folder)] == ["没有“form”这个字段"]


def test_it_finds_an_sms_that_is_too_long_and_by_how_much(folder: Path) -> None:
    (folder / "visit-list/sms.txt").write_text("{{ deadline }}" + "访" * 30 + " {{ link }}", encoding="utf-8")
    (problem,) = found(folder)
    assert problem.message == "短信最长85个字（单位、月份和事项名称还没算），超过70个字"
    assert problem.suggestion == "请至少删去15个字"


def test_it_finds_brackets_that_carriers_refuse(folder: Path) -> None:
    (folder / "visit-list/sms.txt").write_text("【急】{{ deadline }} {{ link }}", encoding="utf-8")
    assert [one.message for one in found(folder)] == ["短信正文里不能有【】，运营商会拒收"]


def test_it_finds_an_sms_without_deadline_or_link(folder: Path) -> None:
    (folder / "visit-list/sms.txt").write_text("请走访{{ title }}", encoding="utf-8")
    assert [one.message for one in found(folder)] == ["短信里没有 {{ deadline }}", "短信里没有 {{ link }}"]


def test_it_finds_a_subject_of_two_lines(folder: Path) -> None:
    append(folder / "receipt/subject.txt", "\n第二行")
    assert [one.message for one in found(folder)] == ["邮件标题只能有一行"]


def test_it_finds_a_signature_that_leaves_no_room() -> None:
    assert any("签名" in one.message for one in found(SHIPPED, signature="于" * 60))


def test_it_finds_a_file_in_another_encoding(folder: Path) -> None:
    (folder / "receipt/subject.txt").write_bytes("已收到".encode("gbk"))
    assert [one.message for one in found(folder)] == ["文件不是 UTF-8 编码"]


def test_it_finds_what_reaches_into_python(folder: Path) -> None:
    append(folder / "receipt/subject.txt", "{{ ''.__class__.__mro__ }}")
    (problem,) = found(folder)
    assert problem.file == "notifications/receipt/subject.txt"


def test_it_finds_all_defects_at_once(folder: Path) -> None:
    append(folder / "receipt/subject.txt", "{{ lne }}")
    append(folder / "returned/subject.txt", "\n第二行")
    (folder / "waived" / "body.txt").unlink()
    assert len(found(folder)) == 3


@pytest.mark.parametrize("word", [*kinds(), *(f"line.{field.name}" for field in fields(Line))])
def test_it_is_described_for_the_office(word: str) -> None:
    assert f"`{word}`" in (SHIPPED / "README.md").read_text(encoding="utf-8")
