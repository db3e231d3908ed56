"""What does not fit the API's description is refused in Chinese and in JSON, and changes nothing."""

import json
from typing import Any

import pytest

from tests.bureau import JOBS, LEADER
from tests.web.browser import BASE, Console
from tests.web.in_process import Client
from tests.web.programs import Program, program_of


def acts(console: Console, owner: str) -> list[str]:
    return [act["act"] for act in console.desk.trace(owner)["acts"]]


@pytest.mark.parametrize(
    ("act", "said", "message"),
    [
        ("waive", {}, "reason：必填"),
        ("waive", {"reason": "  "}, "reason：不能为空"),
        ("waive", {"reason": "长" * 2001}, "reason：不超过2000字"),
        ("waive", {"reason": "a\x00b"}, "reason：格式不对"),
        ("waive", {"reason": 7}, "reason：应为文字"),
        ("seal", {"files": [{"name": "a", "content": 7}]}, "files.0.content：应为文字（Base64）"),
        ("waive", {"reason": "免", "by": "沈清"}, "by：没有这一项"),
        ("waive", {"reason": "免", "seen": "x"}, "seen：应为整数"),
        ("note", {"note": "备注", "seen": "7"}, "seen：应为整数"),
        ("return", {"reason": "免", "until": "2020-13-01"}, "until：应为日期，如 2020-09-30"),
        ("return", {"reason": "免", "until": "9999-12-31"}, "until：年份应在2000至2100之间"),
        ("extension/decision", {"decision": "waive"}, "decision：应为 approve、refuse 之一"),
        ("register", {"received": "2020-09-21T15:00:00", "brought": "苏禾"}, "received：时间要带时区，如 +08:00"),
    ],
)
def test_what_does_not_fit_is_said_in_chinese(
    september: Console, office: Program, act: str, said: dict[str, Any], message: str
) -> None:
    answer = office.does(september.id_of(JOBS), act, 400, **said)
    assert answer == {"code": "bad_request", "message": message}


@pytest.mark.parametrize("path", ["/obligations", "/targets", "/summary", "/attachments.zip", "/firms/visits.xlsx"])
def test_a_week_that_its_year_does_not_have_is_refused(office: Program, path: str) -> None:
    assert "period：“2021-W53”不是周期" in office.asks(f"{path}?period=2021-W53", 400)["message"]


def test_half_of_a_character_is_refused_with_its_field(september: Console, office: Program) -> None:
    path, json = f"/api/v1/obligations/{september.id_of(JOBS)}/waive", {"content-type": "application/json"}
    answer = office.post(path, content=rb'{"reason": "\ud800"}', headers=json)
    assert (answer.status_code, answer.json()["message"]) == (400, "reason：有不成字的编码，请核对后再试")


def test_what_may_be_left_out_is_no_choice_of_its_own(office: Program) -> None:
    given = {"to": [JOBS], "text": "请加快", "urgency": "加急"}
    assert office.posts("/instructions", given, 400)["message"] == "urgency：应为 特急、急、普通 之一"


def test_a_body_that_is_no_json_is_refused(september: Console, office: Program) -> None:
    path = f"/api/v1/obligations/{september.id_of(JOBS)}/waive"
    answer = office.post(path, content=b"{", headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["message"]) == (400, "请求内容：不是正确的JSON")
    form = office.post(path, data={"reason": "免"})
    assert (form.status_code, acts(september, JOBS)) == (400, [])


@pytest.mark.parametrize(
    ("act", "length", "status", "said"),
    [("note", str(2**20), 413, "256KB"), ("register", str(40 * 2**20), 413, "30MB"), ("note", "many", 400, "长度")],
)
def test_a_body_keeps_to_its_size(
    september: Console, office: Program, act: str, length: str, status: int, said: str
) -> None:
    path = f"/api/v1/obligations/{september.id_of(JOBS)}/{act}"
    answer = office.post(path, content=b"{}", headers={"content-length": length})
    assert (answer.status_code, said in answer.json()["message"]) == (status, True)
    assert acts(september, JOBS) == []


def test_a_body_without_a_length_is_counted_as_it_comes(september: Console, office: Program) -> None:
    path, json = f"/api/v1/obligations/{september.id_of(JOBS)}/note", {"content-type": "application/json"}
    answer = office.post(path, content=iter([b'{"note": "', *[b"x" * 2**16] * 5, b'"}']), headers=json)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert office.post(path, content=iter([b'{"note": "', b"x" * 100, b'"}']), headers=json).status_code == 200


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"note": "a", "note": "b"}', "note：写了不止一次"),
        (b'{"seen": ' + b"9" * 5000 + b"}", "请求内容：不是正确的JSON"),
        (b'{"note": "\xff"}', "请求内容：不是正确的JSON"),
        (b"\x1f\x8b\x08\x00", "请求内容：不是正确的JSON"),
        (json.dumps(dict.fromkeys(map(str, range(6000)), 1)).encode(), "JSON的层次或项目太多"),
        (json.dumps({"note": [1] * 6000}).encode(), "JSON的层次或项目太多"),
    ],
    ids=range(6),
)
def test_a_body_that_says_nothing_clear_is_refused_in_words(
    september: Console, office: Program, body: bytes, message: str
) -> None:
    path = f"/api/v1/obligations/{september.id_of(JOBS)}/note"
    answer = office.post(path, content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()) == (400, {"code": "bad_request", "message": message})


@pytest.mark.parametrize("number", ["NaN", "1e400", '"7"'])
def test_a_figure_that_is_no_number_is_refused_with_its_field(september: Console, number: str) -> None:
    path, body = f"/api/v1/obligations/{september.id_of(JOBS)}/file", f'{{"figures": {{"参保人数": {number}}}}}'
    answer = program_of(september, "su-he").post(path, content=body, headers={"content-type": "application/json"})
    assert answer.json()["message"] == "figures.参保人数：应为数字"


@pytest.mark.parametrize("body", [b"[" * 5000, b'{"a":' * 5000, b"[]," * 50_000, b"1," * 120_000])
def test_a_body_that_is_a_bomb_is_refused_in_words(september: Console, office: Program, body: bytes) -> None:
    path = f"/api/v1/obligations/{september.id_of(JOBS)}/note"
    answer = office.post(path, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["code"] == "bad_request"


def test_whose_token_it_is_is_asked_before_anything_is_read(september: Console) -> None:
    """Neither a length that is too large nor JSON that is none is looked at."""
    path = f"/api/v1/obligations/{september.id_of(JOBS)}/register"
    for headers in ({}, {"authorization": "Bearer guessed"}):
        with Client(september.app, base_url=BASE, headers=headers) as stranger:
            answer = stranger.post(path, content=b"{", headers={"content-length": str(40 * 2**20)})
            assert (answer.status_code, answer.json()["code"]) == (401, "sign_in")


def test_a_wrong_address_or_method_is_answered_in_json(office: Program) -> None:
    assert office.get("/api/v1/nothing").json() == {"code": "http", "message": "没有这一页"}
    answer = office.delete("/api/v1/periods")
    assert (answer.status_code, answer.headers["allow"], answer.json()["code"]) == (405, "GET", "http")


def test_a_malformed_address_of_a_page_is_answered_with_a_page(september: Console) -> None:
    admin = september.account("admin", admin=True)
    admin.look("/admin")
    assert "没有这一页" in admin.press("/admin/people/abc/link", status=404)


def test_the_description_is_for_those_with_an_account_and_speaks_of_the_api_alone(
    september: Console, office: Program
) -> None:
    with Client(september.app, base_url=BASE) as stranger:
        assert stranger.get("/api/v1/openapi.json").status_code == 401
    assert september.guest("su-he", JOBS).get("/api/v1/openapi.json").status_code == 401
    assert september.account("陶然").get("/api/v1/openapi.json").status_code == 200
    said = office.asks("/openapi.json")
    assert all(path.startswith("/api/v1/") for path in said["paths"])
    assert said["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    acts = [operation for path in said["paths"].values() for operation in path.values()]
    assert all(operation["security"] == [{"token": []}] for operation in acts)
    assert all("422" not in operation["responses"] for operation in acts)
    assert JOBS not in str(said["paths"].keys())
    assert LEADER not in str(said)
