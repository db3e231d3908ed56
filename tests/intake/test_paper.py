"""A file taken in from end to end, through the child process; and whatever is refused before."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import yudu_flow
from tests.intake.papers import (
    contents,
    docx,
    encoded,
    found_in,
    heic,
    ofd,
    pdf,
    png_bomb,
    scanned_pdf,
    stamped_photo,
    zipped,
)
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake import quarantine
from yudu_flow.intake.limits import LIMIT_BYTES
from yudu_flow.intake.paper import TakenIn, take_in
from yudu_flow.settings import Settings

ACCEPTED = "请上传照片（JPG、PNG、HEIC、TIF）、PDF、OFD、Word 或 WPS（docx、doc、wps）"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
SMALL = Image.new("RGB", (60, 40), "white")
REFUSED = {
    b"": "文件是空的",
    b"just text": ACCEPTED,
    b"Rar!\x1a\x07": "只收 zip 压缩包",
    b"MZ\x90\0": "不收程序文件",
    b"<svg onload='alert(1)'/>": "不收网页和矢量图",
    b"\xef\xbb\xbf \n<!DOCTYPE html>": "不收网页和矢量图",
    b"\xff\xfe<\0h\0t\0m\0l\0": "不收网页和矢量图",
    b"junk\n%PDF-1.7\n": "PDF 已损坏",
    b"<script></script>%PDF-1.7\n": "不收网页和矢量图",
    b"MZ%PDF-1.7\n": "不收程序文件",
    b"II+\0\x08": "另存为 JPG",
    b"GIF89a": "另存为 JPG",
    b"RIFF\0\0\0\0WEBP": "另存为 JPG",
    b"\0\0\0\x18ftypavif": "另存为 JPG",
    b"\0\0\0\x18ftypmp42": "不收视频",
    zipped({"[Content_Types].xml": contents(SLIDES, "ppt/presentation.xml")}): "不收 PPT 等文件，请用“文件→另存为 PDF”",
    docx()[:-30]: "文件已损坏",
}


@pytest.mark.parametrize(("data", "words"), REFUSED.items(), ids=[*REFUSED.values()])
def test_it_refuses_other_formats_and_says_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(BadRequest) as no:
        take_in("九月报告.pdf", data)
    assert words in str(no.value)


def test_it_refuses_one_byte_too_many() -> None:
    with pytest.raises(BadRequest, match="文件超过20MB，请改用较低的清晰度"):
        take_in("a.jpg", stamped_photo().ljust(LIMIT_BYTES + 1, b"\0"))
    assert take_in("a.jpg", stamped_photo().ljust(LIMIT_BYTES, b"\0")).seal == "seen"


@pytest.mark.parametrize("make", [lambda: encoded(SMALL, "JPEG"), lambda: encoded(SMALL, "PNG"), lambda: heic(SMALL)])
def test_it_knows_a_picture_by_its_content(make: Callable[[], bytes]) -> None:
    taken = take_in("../报告.docx", make())
    assert (taken.name, taken.kind, taken.pages, taken.seal) == ("报告.jpg", "image", 1, "unknown")
    assert taken.data.startswith(b"\xff\xd8\xff")
    assert taken.thumb.startswith(b"\xff\xd8\xff")


def test_it_knows_a_pdf_by_its_content() -> None:
    data = scanned_pdf(SMALL)
    taken = take_in("照片.jpg", data)
    assert (taken.name, taken.kind, taken.data, taken.pages) == ("照片.pdf", "pdf", data, 1)


def test_it_passes_on_what_the_child_refuses() -> None:
    with pytest.raises(BadRequest, match="8000万像素"):
        take_in("a.png", png_bomb(9000, 9000))


def test_it_tells_the_child_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YUDU_FLOW_SMTP_URL", "smtp://user:secret@relay")
    assert "secret" not in str(quarantine.environment())


def test_it_refuses_when_the_child_dies(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(BadRequest, match="请重新拍照"):
        take_in("a.jpg", stamped_photo())
    assert "decoding picture" in caplog.text


def test_it_refuses_when_the_child_does_not_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "WALL_SECONDS", 0.01)
    with pytest.raises(BadRequest, match="请重新拍照"):
        take_in("a.jpg", stamped_photo())


def test_a_photo_is_looked_through_with_the_least_that_can_be_set() -> None:
    least = Settings(decode_memory_mb=600).decode_memory_mb
    assert take_in("a.jpg", stamped_photo(), "", least).seal == "seen"
    assert Settings.model_fields["decode_memory_mb"].default == quarantine.MEMORY_MB
    with pytest.raises(BadRequest, match="内容过于复杂"):
        take_in("a.jpg", stamped_photo(), "", 60)


@pytest.mark.parametrize(
    ("megabytes", "most", "fits"),
    [(500, quarantine.MEMORY_MB, True), (1200, quarantine.MEMORY_MB, False), (700, 600, False)],
)
def test_it_gives_the_child_no_more_memory_than_it_is_told(megabytes: int, most: int, fits: bool) -> None:
    asked = f"from yudu_flow.intake import decoding; decoding.limit(5, {most}); bytearray({megabytes} * 2**20)"
    root = Path(yudu_flow.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode == 0, "MemoryError" in done.stderr) == (fits, not fits)


@pytest.mark.parametrize(
    "answer",
    [
        *(b"", b"[]\n", b'{"data": "x"}\n', b"\xff\n", b'{"data": 1, "pages": null, "seal": 1}\n'),
        b'{"data": 0, "pages": 1, "seal": "seen", "kind": "exe"}\n',
    ],
)
def test_it_believes_no_child_that_talks_nonsense(answer: bytes) -> None:
    with pytest.raises(BadRequest):
        quarantine.unpacked(answer)


def test_it_stays_small_until_a_file_comes() -> None:
    heavy = "PIL", "numpy", "pikepdf", "pypdfium2", "pi_heif"
    asked = f"import sys, yudu_flow.intake.paper, yudu_flow.intake.decoding; print({{*sys.modules}} & {{*{heavy}}})"
    root = Path(yudu_flow.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def damaged(whole: bytes, cuts: list[tuple[int, bytes]]) -> bytes:
    data = bytearray(whole)
    for place, piece in cuts:
        start = place % len(data)
        data[start : start + len(piece)] = piece
    return bytes(data)


CUTS = st.lists(st.tuples(st.integers(0, 2**20), st.binary(min_size=1, max_size=8)), max_size=6)
WHOLE = [encoded(SMALL, "JPEG"), encoded(SMALL, "PNG"), heic(SMALL), pdf(2), scanned_pdf(SMALL), docx(), ofd()]
STARTS = [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"PK\3\4", b"\0\0\0\x18ftypheic"]
ANY_BYTES = st.one_of(
    st.builds(damaged, st.sampled_from(WHOLE), CUTS),
    st.builds(lambda start, rest: start + rest, st.sampled_from(STARTS), st.binary(max_size=400)),
)


@given(st.text(max_size=40), ANY_BYTES)
def test_it_takes_or_refuses_any_bytes_and_nothing_else(name: str, data: bytes) -> None:
    """In this process, where the child's death cannot hide an error of ours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quarantine, "decode", found_in)
        outcome = taken_or_refused(name, data)
    if isinstance(outcome, TakenIn):
        assert outcome.name.endswith("jpg" if outcome.kind == "image" else outcome.kind)
    else:
        assert any("\u4e00" <= character <= "\u9fff" for character in str(outcome))


def taken_or_refused(name: str, data: bytes) -> TakenIn | BadRequest:
    try:
        return take_in(name, data)
    except BadRequest as no:
        return no
