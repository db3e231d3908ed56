"""Papers as PDF, where LibreOffice is installed: they …"""

import re
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from yudu_flow.actions.papers import pdf
from yudu_flow.actions.papers.official import Block, OfficialPaper
from yudu_flow.actions.papers.official_docx import official_docx
from yudu_flow.documents import libre_office
from yudu_flow.domain.errors import NotAllowed

LINE_OF_TEXT = re.compile("[一二三四五六七八九十]{20}")
LINE = "一二三四五六七八九十" * 6
PAPER = OfficialPaper("关于某事的通报", (Block("情况", (LINE,)),), "局办公室", date(2020, 9, 30))
installed = pytest.mark.skipif(libre_office.program() is None, reason="LibreOffice is not installed")


@installed
def test_are_the_same_bytes_twice_and_hold_28_characters_a_line() -> None:
    word = official_docx(PAPER)
    first = pdf.as_pdf(word)
    assert first == pdf.as_pdf(word)
    with pikepdf.open(BytesIO(first)) as document:
        box = [round(float(edge) / 72 * 25.4) for edge in document.pages[0].mediabox]
    assert box == [0, 0, 210, 297]
    with pdfplumber.open(BytesIO(first)) as opened:
        text = opened.pages[0].extract_text()
    lines = [line for line in text.splitlines() if LINE_OF_TEXT.match(line)]
    assert [len(line) for line in lines] == [26, 28]


def test_are_refused_in_words_where_libreoffice_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "soffice"
    broken.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    broken.chmod(0o700)
    monkeypatch.setattr(libre_office, "program", lambda: str(broken))
    with pytest.raises(NotAllowed, match="没有转成 PDF"):
        pdf.as_pdf(b"PK")


def test_do_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever LibreOffice started ends with it."""
    slow, told = tmp_path / "soffice", tmp_path / "told"
    slow.write_text(f"#!/bin/sh\n(sleep 1; echo late > {told}) &\nsleep 60\n", encoding="utf-8")
    slow.chmod(0o700)
    monkeypatch.setattr(libre_office, "program", lambda: str(slow))
    with pytest.raises(libre_office.Unled, match="too long"):
        libre_office.led_over([tmp_path / "a.docx"], "pdf", tmp_path, patience=0.2)
    subprocess.run(["sleep", "1.5"], check=True)
    assert not told.exists()
