"""Names for people: no path, nothing hidden, the extension of what the file is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yudu_flow.intake.display_name import LONGEST, display_name

RIGHT_TO_LEFT = "\u202e"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\x\\y.pdf", "y.pdf"),
        ("..\\..\\boot.ini", "boot.pdf"),
        (f"报告{RIGHT_TO_LEFT}fdp.exe", "报告fdp.pdf"),
        ("九月报告（盖章）.PDF", "九月报告（盖章）.pdf"),
        ("x.pdf.exe", "x.pdf"),
        ("1.2版 汇总.docx", "1.2版 汇总.pdf"),
        ("a\r\nSet-Cookie: b\0.pdf", "a Set-Cookie_ b.pdf"),
        ('<script>".pdf', "_script__.pdf"),
        ("/", "文件.pdf"),
        ("", "文件.pdf"),
        ("...", "文件.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("CON.jpg", "_CON.pdf"),
        ("conin$.jpg", "_conin$.pdf"),
        ("LPT¹.jpg", "_LPT¹.pdf"),
        ("CONTRACT.jpg", "CONTRACT.pdf"),
        ("零\u200b宽\ufeff.pdf", "零宽.pdf"),
        ("\udcff.pdf", "文件.pdf"),
        ("长" * 300 + ".pdf", "长" * 76 + ".pdf"),
        ("\U0002070e" * 300 + ".pdf", "\U0002070e" * 57 + ".pdf"),
    ],
)
def test_it_shows_a_safe_name(name: str, shown: str) -> None:
    assert display_name(name, "pdf") == shown


@given(st.text(st.characters(codec=None), max_size=300))
def test_it_makes_a_safe_name_of_anything(name: str) -> None:
    shown = display_name(name, "docx")
    assert shown.endswith(".docx")
    assert 5 < len(shown) <= LONGEST
    assert len(shown.encode()) <= 255
    assert not {*shown} & {*'/\\<>:"|?*'}
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not shown.startswith((".", " "))
    assert display_name(shown, "docx") == shown
