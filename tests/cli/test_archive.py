"""A year's archive: it …"""

import json
from hashlib import sha256
from io import BytesIO
from itertools import product
from pathlib import Path
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document

from tests.bureau import INSURANCE, SEPTEMBER, TRAINING, Desk
from tests.cli.commands import fine, use, yudu
from tests.intake.hard_pages import hard_page, jpeg_bytes
from yudu_flow.actions.acts.draft_report import add_papers
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.look import owed_in
from yudu_flow.actions.papers.archive_check import check_archive
from yudu_flow.actions.papers.archive_index import INDEX, LIST
from yudu_flow.actions.views.year_archive import year_archive
from yudu_flow.documents import libre_office
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound
from yudu_flow.intake.paper import take_in

FOLDER = f"事项/{SEPTEMBER}/{INSURANCE}_稳就业月报"


@pytest.fixture
def word_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine without LibreOffice, which takes seconds."""
    monkeypatch.setattr(libre_office, "program", lambda: None)


@pytest.fixture
def store(desk: Desk, tmp_path: Path) -> Path:
    """A September with a report and its page, and a unit that was silent."""
    store = tmp_path / "attachments"
    desk.until("2020-09-22T09:00")
    with desk.bureau.reading() as db:
        owed = next(
            one for one in owed_in(desk.bureau, db, SEPTEMBER) if (one.owner, one.duty) == (INSURANCE, "report")
        )
    paper = take_in("IMG_1.jpg", jpeg_bytes(hard_page("plain", True, 1)))
    add_papers(desk.bureau, owed, [paper], store, lambda _: None)
    desk.file(
        INSURANCE,
        "2020-09-23T10:05",
        report=Report("已扩面", sections={"difficulties": "缺人手"}, figures={"参保人数": 30000}),
    )
    desk.until("2020-09-30T09:00")
    return store


def built(desk: Desk, store: Path) -> bytes:
    return b"".join(year_archive(desk.bureau, store, 2020, desk.clock()))


@pytest.mark.usefixtures("word_alone")
def test_each_item_has_paper_data_and_files(desk: Desk, store: Path) -> None:
    with ZipFile(BytesIO(built(desk, store))) as archive:
        names = archive.namelist()
        mine = [name.removeprefix(f"{FOLDER}/") for name in names if name.startswith(FOLDER)]
        assert mine == ["事项.docx", "数据.json", "社保中心_2020年9月_盖章页.jpg"]
        assert f"事项/{SEPTEMBER}/{TRAINING}_稳就业月报/催办通知单.docx" in names
        assert names[-4:] == ["2020年台账.xlsx", "审计记录.json", INDEX, LIST]
        told = json.loads(archive.read(f"{FOLDER}/数据.json"))
        assert (told["reports"][0]["progress"], told["figures"][0]["value"]) == ("已扩面", 30000)
        assert told["files"][0]["name"] == "社保中心_2020年9月_盖章页.jpg"
        said = [one.text for one in Document(BytesIO(archive.read(f"{FOLDER}/事项.docx"))).paragraphs]
        assert "困难问题：缺人手" in said
        page = archive.read(INDEX).decode()
        assert (
            "清溪县人力资源和社会保障局2020年归档" in page,
            f'href="{quote(FOLDER)}/{quote("数据.json")}"' in page,
        ) == (True, True)
        acts = [json.loads(line) for line in archive.read("审计记录.json").decode().splitlines()]
        assert [one["seq"] for one in acts] == [*range(1, len(acts) + 1)]


@pytest.mark.usefixtures("word_alone")
def test_the_same_facts_are_the_same_bytes(desk: Desk, store: Path) -> None:
    assert built(desk, store) == built(desk, store)


@pytest.mark.usefixtures("word_alone")
def test_what_was_touched_is_named(desk: Desk, store: Path, tmp_path: Path) -> None:
    place, folder = tmp_path / "2020.zip", tmp_path / "unpacked"
    place.write_bytes(built(desk, store))
    with ZipFile(place) as archive:
        archive.extractall(folder)
    assert (check_archive(place).whole, check_archive(folder).whole) == (True, True)
    assert check_archive(place) == check_archive(folder)
    (folder / FOLDER / "数据.json").write_text("{}", encoding="utf-8")
    (folder / "2020年台账.xlsx").unlink()
    (folder / "多余.txt").write_text("x", encoding="utf-8")
    answer = yudu("archive", "verify", str(folder))
    assert (answer.code, answer.out.splitlines()[:3]) == (
        1,
        [f"改动：{FOLDER}/数据.json", "缺少：2020年台账.xlsx", "多出：多余.txt"],
    )
    assert "归档与清单不符" in answer.out
    with ZipFile(place, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(INDEX, "另一个")
    assert check_archive(place).added == (INDEX,)
    whole = bytearray(place.read_bytes())
    at = whole.index(b"\xff\xd8\xff") + 100
    whole[at] ^= 1
    place.write_bytes(whole)
    assert check_archive(place).changed == (f"{FOLDER}/社保中心_2020年9月_盖章页.jpg",)


@pytest.mark.usefixtures("word_alone")
def test_what_the_store_has_lost_is_named_and_the_archive_is_not_whole(desk: Desk, store: Path, tmp_path: Path) -> None:
    """A line of words in its place, listed with their sum, was found whole."""
    for kept in store.glob("??/*"):
        kept.unlink()
    place, lost = tmp_path / "2020.zip", f"{FOLDER}/社保中心_2020年9月_盖章页.jpg"
    place.write_bytes(built(desk, store))
    with ZipFile(place) as archive:
        assert lost not in archive.namelist()
        assert f"归档时已不在存储中，没有收入：{lost}" in archive.read(INDEX).decode()
    assert check_archive(place).missing == (lost,)
    answer = yudu("archive", "verify", str(place))
    assert (answer.code, answer.out.splitlines()[0]) == (1, f"缺少：{lost}")


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + b"\0" * 18, b"not a zip"])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    place = tmp_path / "x.zip"
    place.write_bytes(data)
    answer = yudu("archive", "verify", str(place))
    assert (answer.code, "这不是归档" in answer.err) == (2, True)


def test_whatever_byte_has_changed_it_says_so_or_that_it_is_none(tmp_path: Path) -> None:
    place, listed = tmp_path / "x.zip", {"path": "甲.txt", "sha256": sha256("乙".encode()).hexdigest()}
    with ZipFile(place, "w", ZIP_DEFLATED) as archive:
        archive.writestr("甲.txt", "乙")
        archive.writestr(LIST, json.dumps({"files": [listed]}))
    whole, found = place.read_bytes(), set[str]()
    for at, other in product(range(len(whole)), (0xFF,)):
        place.write_bytes(whole[:at] + bytes([other]) + whole[at + 1 :])
        try:
            found.add("whole" if check_archive(place).whole else "changed")
        except BadRequest:
            found.add("none")
    assert found == {"whole", "changed", "none"}


def test_a_year_without_items_has_none(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="2019年没有可以归档的事项"):
        year_archive(desk.bureau, tmp_path, 2019, desk.clock())
    with pytest.raises(NotAllowed, match="还没有开始"):
        year_archive(desk.bureau, tmp_path, 2021, desk.clock())


@pytest.mark.skipif(libre_office.program() is None, reason="LibreOffice is not installed")
def test_with_libreoffice_papers_are_pdf(desk: Desk, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ZipFile(BytesIO(built(desk, store))) as archive:
        papers = [name for name in archive.namelist() if name.startswith(FOLDER)]
        assert f"{FOLDER}/事项.pdf" in papers
        assert archive.read(f"{FOLDER}/事项.pdf").startswith(b"%PDF-")


def test_it_is_built_by_a_command_and_noted(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libre_office, "program", lambda: None)
    use(monkeypatch, home)
    fine("tick", "--at", "2020-09-22T09:00")
    file = tmp_path / "2020年归档.zip"
    said = fine("archive", "build", "2020", "--out", str(file), "--at", "2020-09-22T10:00").out
    code = check_archive(file).code
    assert code in said
    assert code in fine("archive", "verify", str(file)).out
    assert [one.name for one in tmp_path.glob("*.zip*")] == ["2020年归档.zip"]
