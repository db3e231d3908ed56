"""The month's attachments in one file: it …"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import BadZipFile, ZipFile

import httpx2
import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, SEPTEMBER, report_of
from tests.intake.hard_pages import hard_page, jpeg_bytes
from tests.web.browser import Console
from tests.web.test_page_views import listening
from yudu_flow.actions.acts.draft_report import add_papers
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.look import owed_by_id
from yudu_flow.actions.papers.attachment_names import LONGEST_FOLDER, once
from yudu_flow.actions.papers.zip_stream import zipped
from yudu_flow.documents import libre_office
from yudu_flow.intake.display_name import LONGEST
from yudu_flow.intake.paper import take_in
from yudu_flow.storage import attachments
from yudu_flow.storage.database import reading, writing


def filed(console: Console, unit: str, *names: str) -> None:
    """A unit's report with a stamped photo under each name."""
    desk = console.desk
    with reading(desk.bureau.engine) as db:
        owed = owed_by_id(desk.bureau, db, console.id_of(unit))
    assert owed is not None
    pages = [jpeg_bytes(hard_page("plain", True, seed)) for seed, _ in enumerate(names, 1)]
    papers = [take_in(name, page) for name, page in zip(names, pages, strict=True)]
    add_papers(desk.bureau, owed, papers, console.hall.store, lambda _: None)
    file_report(desk.bureau, report_of(unit), {JOBS: "苏禾", INSURANCE: "白桦"}[unit], desk.clock(), Report("已办"))


def test_names_say_unit_month_and_sealed_page(console: Console) -> None:
    console.desk.until("2020-09-22T09:00")
    filed(console, JOBS, "IMG_0001.jpg", "IMG_0002.jpg")
    filed(console, INSURANCE, "盖章.jpg")
    answer = console.account(CLERK).get(f"/office/attachments.zip?period={SEPTEMBER}")
    assert quote("2020年9月附件.zip") in answer.headers["content-disposition"]
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "就业中心_2020年9月_盖章页.jpg",
            "就业中心_2020年9月_盖章页（2）.jpg",
            "社保中心_2020年9月_盖章页.jpg",
        ]
        assert all(info.flag_bits & 0x800 for info in archive.infolist()), "Windows would read the names as GBK"
        assert archive.read(archive.namelist()[0])[:3] == b"\xff\xd8\xff"


def test_it_reads_a_file_when_its_turn_comes() -> None:
    read: list[str] = []

    def content(name: str) -> Iterator[bytes]:
        for part in range(3):
            read.append(f"{name}{part}")
            yield b"x" * 2**16

    pieces = zipped((f"{name}.pdf", content(name)) for name in "ab")
    first = next(pieces)
    assert (read, len(first) < 2**17) == (["a0"], True)
    whole = first + b"".join(pieces)
    with ZipFile(BytesIO(whole)) as archive:
        assert [len(archive.read(name)) for name in archive.namelist()] == [3 * 2**16] * 2


def test_a_slow_reader_keeps_little_of_a_large_file_in_memory(console: Console) -> None:
    store = console.hall.store
    with writing(console.desk.bureau.engine) as db:
        digest = attachments.keep(store, b"x" * 2**20, db)
    pieces = [len(one) for one in zipped([("a.pdf", attachments.read(store, digest))])]
    assert (sum(pieces) > 2**20, max(pieces) < 2**17) == (True, True)


def lose(console: Console, number: int = 0) -> None:
    """One of the files that were filed is no longer in the store."""
    with reading(console.desk.bureau.engine) as db:
        rows = attachments.filed(db, console.desk.bureau.key)
    store = console.hall.store
    assert isinstance(store, Path)
    attachments.path(store, rows[number].sha256).unlink()


def test_what_the_store_has_lost_is_named_first_and_stands_for_nothing(console: Console) -> None:
    """A line of words in place of the scan, under the scan's name, looked like a whole month."""
    console.desk.until("2020-09-22T09:00")
    filed(console, JOBS, "IMG_0001.jpg", "IMG_0002.jpg")
    lose(console)
    answer = console.account(CLERK).get(f"/office/attachments.zip?period={SEPTEMBER}")
    with ZipFile(BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["注意：缺少1个文件.txt", "就业中心_2020年9月_盖章页（2）.jpg"]
        assert "就业中心_2020年9月_盖章页.jpg" in archive.read("注意：缺少1个文件.txt").decode("utf-8-sig")


@pytest.mark.parametrize("address", ["/office/attachments.zip?period=2020-09", "/office/archive.zip?year=2020"])
def test_a_download_that_breaks_off_ends_the_connection_and_is_no_zip(
    console: Console, address: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A file goes between the look and its turn; it is logged, and an archive that did not arrive is not noted."""
    monkeypatch.setattr(libre_office, "program", lambda: None)
    console.desk.until("2020-09-22T09:00")
    filed(console, JOBS, "IMG_0001.jpg", "IMG_0002.jpg")
    lose(console, 1)
    monkeypatch.setattr(attachments, "lost", lambda *_: set())
    clerk, came = console.account(CLERK), BytesIO()
    with (
        listening(console) as base,
        httpx2.Client(base_url=base, cookies=dict(clerk.cookies), timeout=60) as client,
        client.stream("GET", address) as answer,
    ):
        assert answer.status_code == 200
        with pytest.raises(httpx2.RemoteProtocolError):
            came.writelines(answer.iter_raw())
    assert came.getvalue().startswith(b"PK")
    with pytest.raises(BadZipFile):
        ZipFile(came)
    assert "a download broke off" in caplog.text
    assert "归档" not in clerk.look("/office/audit")


def test_it_says_that_there_is_none(console: Console) -> None:
    console.desk.until("2020-09-22T09:00")
    assert "还没有附件" in console.account(CLERK).get("/office/attachments.zip").text


def test_no_name_is_one_that_windows_refuses_or_has_already() -> None:
    given: set[str] = set()
    assert once("A:b?.pdf", given) == "A_b_.pdf"
    assert once("a:B?.pdf", given) == "a_B_（2）.pdf"
    assert once("CON.pdf", given) == "_CON.pdf"
    assert once("收件/发件\\存档.pdf", given) == "收件_发件_存档.pdf"


@pytest.mark.parametrize("letter", ["长", "\U0002070e", "w"])
def test_a_name_that_fills_its_room_is_numbered_and_still_unpacks_anywhere(letter: str) -> None:
    """Of two files with one long name the second was given the first one's name for ever."""
    given: set[str] = set()
    names = [once(letter * 300 + ".pdf", given) for _ in range(12)]
    assert (names[1][-7:], names[11][-8:]) == ("（2）.pdf", "（12）.pdf")
    assert all(len(name) <= LONGEST and len(name.encode()) <= 255 for name in names)


def test_a_folder_ends_with_nothing_that_windows_takes_away() -> None:
    assert once("长" * 57 + ". 尾.x", set(), LONGEST_FOLDER) == "长" * 57 + ".x"
