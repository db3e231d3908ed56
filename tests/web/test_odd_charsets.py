"""Forms that name another encoding than ours: refused in words, whatever Python makes of the name."""

import pytest

from tests.bureau import JOBS
from tests.web.browser import TOKEN, Console

BODY = b'--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
NAMES = ("undefined", "idna", "punycode", "utf-16", "unicode_escape", "'utf-7'", "")


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_form_in_another_encoding_is_refused_in_words(console: Console, name: str) -> None:
    console.desk.until("2020-09-22T09:00")
    clerk, id = console.account("陶然"), console.id_of(JOBS)
    token = TOKEN.search(clerk.look(f"/office/{id}"))
    assert token
    body = BODY % (b"token", token[1].encode()) + BODY % (b"note", b"\\ud800\xff") + b"--B--\r\n"
    for kind in (
        f"multipart/form-data; boundary=B; charset={name}",
        f"multipart/form-data; Charset = {name}; boundary=B",
    ):
        answer = clerk.post(f"/office/{id}/note", content=body, headers={"content-type": kind})
        assert (answer.status_code, "UTF-8 编码提交" in answer.text) == (400, True)
    plain = {"content-type": "multipart/form-data; boundary=B; charset=UTF-8"}
    assert "UTF-8" not in clerk.post(f"/office/{id}/note", content=body, headers=plain).text
