"""Marks in stored texts and the codes that take their places: …"""

import hashlib
import hmac
import re

from yudu_flow.storage.link_codes import code_of, hash_of, marks_in, with_codes

KEY, MARK = b"k" * 32, "~Abcdefg19"
PATTERN = re.compile(r"/s/(~[A-Za-z0-9]{9})")
TEXTS = (
    "",
    f"/s/{MARK}",
    f"请打开 http://a.cn/s/{MARK}/12，或 http://a.cn/s/{MARK}/all。",
    "/s/~short /s/~汉字汉字汉字汉字汉 /s/~/s/~Zbcdefg19/s/~",
    f"a/s/{MARK}Z/s/~",
    "/s/AbCdEfGhIj",
)


def test_each_mark_gives_way_to_its_code_and_nothing_else() -> None:
    for words in TEXTS:
        expected = PATTERN.sub(lambda found: f"/s/{code_of(KEY, 'b', '王芳', found[1])}", words)
        assert with_codes(KEY, "b", "王芳", words) == expected
        assert marks_in(words, "") == {*PATTERN.findall(words)}
    assert marks_in(*TEXTS) == {MARK, "~Zbcdefg19"}


def test_the_database_knows_a_code_by_its_hmac() -> None:
    for key in (KEY, b"short", b"long" * 40):
        assert hash_of(key, "AbC") == hmac.digest(key, b"hash\x1fAbC", hashlib.sha256).hex()
