"""Who reaches what, as data: every route with the addresses to try there and what comes of it for each role.

A word has a letter for each of ROLES: `o` let in (whatever is then said of the form), `s` shut out, `h` answered as if
it did not exist. In addresses and forms A is what 就业中心 owes, V its visits, B what 社保中心 owes; `account_b`,
`file_b` and so on belong to the latter.
"""

from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from yudu_flow.content.roster.changes import ROSTER_ACTS

ROLES = ("nobody", "link of A", "link of B", "account of A", "office", "leader of A", "admin")

ANYBODY = "ooooooo"
GONE = "hhhhhhh"
ACCOUNTS = "sssoooo"
ADMIN = "sssssso"
OFFICE = "ssssoss"
OFFICE_MISSING = "sssshss"
KEEPERS, KEEPERS_MISSING = "ssssoso", "sssshsh"
JUDGES, JUDGES_OF_OFFICE, LEADER_OF_OFFICE = "ssssohs", "ssssoos", "sssssos"
LEADERS = "sssssos"
LEADERS_NOT_THEIRS = "ssssshs"
UNITS = "sooooss"
DESKS = "sooooos"
UNITS_OF_A = "sohohss"
UNITS_OF_B = "shohhss"
TOKENS_OF_A = "sssohss"
TOKENS_OF_B = "ssshhss"
TOKENS = ACCOUNTS
SEEN_A = "sssoooh"
SEEN_B = "ssshohh"
OUTDATED: dict[str, Any] = {"was": "of another day", "content": {}}
"""A change of a file that nobody has seen so: it is refused, and writes nothing."""

Try = tuple[str, str] | tuple[str, str, dict[str, Any]]


def own(path: str, form: dict[str, Any] | None = None) -> list[Try]:
    """A unit's address, for what A and what B owes."""
    return [(path.format("{A}"), UNITS_OF_A, form or {}), (path.format("{B}"), UNITS_OF_B, form or {})]


def led(path: str, form: dict[str, Any] | None = None) -> list[Try]:
    """A leader's address, for both; B is under another leader's charge."""
    return [(path.format("{A}"), LEADERS, form or {}), (path.format("{B}"), LEADERS_NOT_THEIRS, form or {})]


def not_led(path: str, form: dict[str, Any] | None = None) -> list[Try]:
    """One by which whoever gave something closes it: a report was given by nobody."""
    return [(path.format(letter), LEADERS_NOT_THEIRS, form or {}) for letter in ("{A}", "{B}")]


def of_office(path: str, form: dict[str, Any] | None = None) -> list[Try]:
    """An address of the office, which works with all units."""
    return [(path.format("{A}"), OFFICE, form or {}), (path.format("{B}"), OFFICE, form or {})]


def file_of(desk: str, mine: str, crossed: str, theirs: str, more: str = "") -> list[Try]:
    """A file of A, of B, and one of B asked for under A's number."""
    paths = ("{A}/files/{file_a}", "{A}/files/{file_b}", "{B}/files/{file_b}")
    return [(f"{desk}/{path}{more}", word) for path, word in zip(paths, (mine, crossed, theirs), strict=True)]


def by_token(act: str, word_a: str, word_b: str, **said: Any) -> list[Try]:
    """An act of the API on both."""
    return [(f"/api/v1/obligations/{{{one}}}/{act}", word, said) for one, word in (("A", word_a), ("B", word_b))]


def of_unit_program(act: str, **said: Any) -> list[Try]:
    return by_token(act, TOKENS_OF_A, TOKENS_OF_B, **said)


def of_office_program(act: str, **said: Any) -> list[Try]:
    return by_token(act, OFFICE, OFFICE, **said)


def judged(path: str, form: dict[str, Any] | None = None, own: str = JUDGES_OF_OFFICE) -> list[Try]:
    """An act of judging: the office does it, and for what the office itself owes the leader who decides on it."""
    of_units: list[Try] = [(path.format(one), JUDGES, form or {}) for one in ("{A}", "{B}")]
    return [*of_units, (path.format("{O}"), own, form or {})]


def judged_by_program(act: str, own: str = LEADER_OF_OFFICE, **said: Any) -> list[Try]:
    return judged(f"/api/v1/obligations/{{}}/{act}", said, own)


VISIT = {"firm": "长河电子", "on": "2020-09-22", "way": "实地"}
RECEIVED = "2020-09-22T09:00:00+08:00"
API = "POST /api/v1/obligations/{id}"

ROWS: dict[str, list[Try]] = {
    "GET /": [("/", ANYBODY)],
    "GET /sign-in": [("/sign-in", ANYBODY)],
    "POST /sign-in": [("/sign-in", "sssssss", {"person": "bai-hua", "password": "guessed at random"})],
    "POST /sign-in/link": [("/sign-in/link", ANYBODY, {"who": "bai-hua"})],
    "GET /enter/{code}": [("/enter/guessed", GONE), ("/enter/{entry_b}", ANYBODY)],
    "POST /enter/{code}": [("/enter/guessed", GONE)],
    "POST /link/again": [("/link/again", ANYBODY, {"code": "guessed"})],
    "POST /sign-out": [("/sign-out", ANYBODY)],
    "GET /s/{code}": [("/s/guessed", GONE)],
    "POST /s/{code}": [("/s/guessed", GONE)],
    "GET /s/{code}/{place:path}": [("/s/guessed/all", GONE), ("/s/guessed/{B}", GONE)],
    "POST /s/{code}/{place:path}": [("/s/guessed/all", GONE)],
    "GET /account": [("/account", ACCOUNTS)],
    "POST /account/password": [("/account/password", ACCOUNTS, {"password": "short"})],
    "POST /account/totp": [("/account/totp", ACCOUNTS, {"secret": "guessed", "code": "000000"})],
    "POST /account/sessions": [
        ("/account/sessions", ACCOUNTS, {"session": "{session_b}"}),
        ("/account/sessions", ACCOUNTS),
    ],
    "GET /admin": [("/admin", ADMIN)],
    "POST /admin/people": [("/admin/people", ADMIN, {"person": "ye-zhou"})],
    "POST /admin/people/{account}/link": [
        ("/admin/people/{account_b}/link", ADMIN),
        ("/admin/people/99999/link", "ssssssh"),
    ],
    "POST /admin/people/{account}/mail": [
        ("/admin/people/{account_b}/mail", ADMIN),
        ("/admin/people/99999/mail", "ssssssh"),
    ],
    "POST /admin/people/{account}/admin": [("/admin/people/99999/admin", "ssssssh")],
    "POST /admin/people/{account}/close": [("/admin/people/99999/close", "ssssssh")],
    "POST /admin/tokens": [
        ("/admin/tokens", ADMIN, {"account": "{account_b}", "label": "程序"}),
        ("/admin/tokens", "ssssssh", {"account": "99999", "label": "程序"}),
    ],
    "POST /admin/tokens/{key}/revoke": [("/admin/tokens/99999/revoke", "ssssssh")],
    "GET /admin/upkeep": [("/admin/upkeep", ADMIN)],
    "GET /admin/upkeep/checkup": [("/admin/upkeep/checkup", ADMIN)],
    "POST /admin/upkeep/backups": [("/admin/upkeep/backups", ADMIN)],
    "POST /admin/upkeep/backups/{name}": [("/admin/upkeep/backups/guessed", ADMIN)],
    "GET /admin/settings": [("/admin/settings", ADMIN)],
    "POST /admin/settings": [("/admin/settings", ADMIN, {"base_url": "guessed"})],
    "POST /admin/settings/sms": [("/admin/settings/sms", ADMIN)],
    "POST /admin/settings/test": [("/admin/settings/test", ADMIN)],
    "GET /start": [("/start", KEEPERS)],
    "POST /start/me": [("/start/me", ADMIN, {"name": "新人"})],
    "POST /start/list": [("/start/list", KEEPERS, {"hide": "1"})],
    "GET /health": [("/health", ANYBODY)],
    "GET /health/live": [("/health/live", ANYBODY)],
    "GET /metrics": [("/metrics", GONE)],
    "GET /search": [("/search?q=就业", DESKS)],
    "GET /help": [("/help", ANYBODY)],
    "GET /help/{role}": [("/help/office", ANYBODY), ("/help/nobody", GONE)],
    # the office
    "GET /office": [("/office", OFFICE)],
    "GET /office/todo/{name}": [("/office/todo/urge", OFFICE), ("/office/todo/guessed", OFFICE_MISSING)],
    "POST /office/instruct": [("/office/instruct", OFFICE, {"to": "社保中心", "text": "请加快", "due": "2020-09-20"})],
    "GET /office/urge-all": [("/office/urge-all", OFFICE)],
    "POST /office/urge-all": [("/office/urge-all", OFFICE, {"item": "{A}:0"})],
    "POST /office/accept": [("/office/accept", OFFICE, {"item": "{A}:0"})],
    "GET /office/review/next": [("/office/review/next?after={A}", OFFICE)],
    "GET /office/requests": [("/office/requests", OFFICE)],
    "GET /office/requests.xlsx": [("/office/requests.xlsx", OFFICE)],
    "POST /office/requests": [("/office/requests", OFFICE, {"firm": "长河电子", "need": "用工"})],
    "GET /office/requests/{number:int}.docx": [("/office/requests/99999.docx", OFFICE_MISSING)],
    "GET /office/requests/{number:int}": [("/office/requests/99999", OFFICE_MISSING)],
    "POST /office/{id:int}/not-ours": judged("/office/{}/not-ours", {"decision": "reject", "reason": "原因"}),
    "POST /office/{id:int}/end-request": judged("/office/{}/end-request", {"reason": "原因"}),
    "GET /office/year": [("/office/year?year=2020", OFFICE)],
    "GET /office/burden": [("/office/burden?year=2020", OFFICE)],
    "GET /office/{id:int}": [*of_office("/office/{}"), ("/office/99999", OFFICE_MISSING)],
    "GET /office/{id:int}/papers/{name}.{kind}": [("/office/{A}/papers/guessed.docx", OFFICE_MISSING)],
    "GET /office/papers": [("/office/papers", OFFICE)],
    "GET /office/papers/{form}.docx": [
        ("/office/papers/urge.docx", OFFICE),
        ("/office/papers/no.docx", OFFICE_MISSING),
    ],
    "POST /office/papers/{form}": [("/office/papers/urge", OFFICE), ("/office/papers/no", OFFICE)],
    "POST /office/papers/{form}/restore": [("/office/papers/urge/restore", OFFICE)],
    "GET /office/{id:int}/files/{fid:int}": file_of("/office", OFFICE, OFFICE_MISSING, OFFICE),
    "GET /office/{id:int}/files/{fid:int}/thumb": file_of("/office", OFFICE, OFFICE_MISSING, OFFICE, "/thumb"),
    "GET /office/{id:int}/files/{fid:int}/page/{number:int}": file_of(
        "/office", OFFICE, OFFICE_MISSING, OFFICE, "/page/1"
    ),
    **{
        f"POST /office/{{id:int}}/{act}": of_office(f"/office/{{}}/{act}", {"reason": "原因", "note": "备注"})
        for act in ("call", "urge", "release", "note", "links")
    },
    "POST /office/{id:int}/strike": of_office("/office/{}/strike", {"visit": "1", "reason": "登记错了"}),
    **{
        f"POST /office/{{id:int}}/{act}": judged(f"/office/{{}}/{act}", {"reason": "原因"})
        for act in ("accept", "return", "waive", "close", "register", "seal")
    },
    "POST /office/{id:int}/check": judged("/office/{}/check", {"decision": "fulfilled"}),
    "POST /office/{id:int}/correct": judged("/office/{}/correct", {"decision": "late", "reason": "原因"}),
    "POST /office/{id:int}/correct-figure": judged(
        "/office/{}/correct-figure", {"target": "参保人数", "value": "1", "reason": "原因"}
    ),
    "POST /office/{id:int}/extension": judged("/office/{}/extension", {"decision": "refuse"}),
    "POST /office/{id:int}/ask": judged("/office/{}/ask", {"until": "2020-09-30", "reason": "原因"}),
    "POST /office/{id:int}/explanation": judged("/office/{}/explanation", {"decision": "reject"}),
    "POST /office/{id:int}/lost": judged("/office/{}/lost", {"event": "1", "decision": "accept"}),
    "POST /office/{id:int}/hand-back": judged("/office/{}/hand-back", {"event": "{told_b}", "decision": "accept"}),
    "GET /office/attachments.zip": [("/office/attachments.zip?period=2020-09", OFFICE)],
    "GET /office/todo/{name}.xlsx": [("/office/todo/urge.xlsx", OFFICE), ("/office/todo/guessed.xlsx", OFFICE_MISSING)],
    "GET /office/call-sheet": [("/office/call-sheet", OFFICE)],
    "GET /office/matrix.xlsx": [("/office/matrix.xlsx?year=2020", OFFICE)],
    "GET /office/outbox.xlsx": [("/office/outbox.xlsx?person=bai-hua", OFFICE)],
    "GET /office/audit.xlsx": [("/office/audit.xlsx", OFFICE)],
    "GET /office/preview.xlsx": [("/office/preview.xlsx", OFFICE_MISSING)],
    "GET /office/books.xlsx": [("/office/books.xlsx", OFFICE)],
    "GET /office/duties.xlsx": [("/office/duties.xlsx", OFFICE)],
    "GET /office/ledger.xlsx": [("/office/ledger.xlsx", OFFICE)],
    "GET /office/year.xlsx": [("/office/year.xlsx?year=2020", OFFICE)],
    "GET /office/archive.zip": [("/office/archive.zip?year=2019", OFFICE_MISSING)],
    "GET /office/burden.xlsx": [("/office/burden.xlsx?year=2020", OFFICE)],
    "GET /office/deadlines.ics": [("/office/deadlines.ics", OFFICE)],
    "GET /office/outbox": [("/office/outbox?person=bai-hua", OFFICE)],
    "GET /office/outbox/{id}": [("/office/outbox/{mail_b}", OFFICE), ("/office/outbox/guessed", OFFICE_MISSING)],
    "GET /office/outbox/{id}/html": [("/office/outbox/{mail_b}/html", OFFICE)],
    "POST /office/addresses/revive": [("/office/addresses/revive", OFFICE_MISSING)],
    "POST /office/outbox/{id}/bounce": [("/office/outbox/{mail_b}/bounce", OFFICE)],
    "POST /office/outbox/{id}/resend": [("/office/outbox/{mail_b}/resend", OFFICE)],
    "POST /office/outbox/{id}/withdraw": [("/office/outbox/{mail_b}/withdraw", OFFICE)],
    "GET /office/preview": [("/office/preview", OFFICE)],
    "POST /office/preview": [("/office/preview", OFFICE, {"rules": "x" * 50_001})],
    "GET /office/notices": [("/office/notices", OFFICE)],
    "POST /office/notices": [("/office/notices", OFFICE, {"title": "归档", "text": "请整理"})],
    "POST /office/notices/{number:int}/withdraw": [("/office/notices/99999/withdraw", OFFICE_MISSING)],
    "GET /office/plans": [("/office/plans", OFFICE)],
    "POST /office/plans": [("/office/plans", OFFICE)],
    "GET /office/plans/drafts/{id}": [("/office/plans/drafts/guessed", OFFICE_MISSING)],
    "POST /office/plans/drafts/{id}": [("/office/plans/drafts/guessed", OFFICE_MISSING)],
    "POST /office/plans/drafts/{id}/start": [("/office/plans/drafts/guessed/start", OFFICE_MISSING)],
    "POST /office/plans/drafts/{id}/drop": [("/office/plans/drafts/guessed/drop", OFFICE_MISSING)],
    "GET /office/plans/drafts/{id}/compare": [("/office/plans/drafts/guessed/compare", OFFICE_MISSING)],
    "POST /office/plans/drafts/{id}/compare": [("/office/plans/drafts/guessed/compare", OFFICE_MISSING)],
    "POST /office/plans/blank": [("/office/plans/blank", OFFICE)],
    "GET /office/plans/drafts/{id}/edit": [("/office/plans/drafts/guessed/edit", OFFICE_MISSING)],
    "POST /office/plans/drafts/{id}/edit": [("/office/plans/drafts/guessed/edit", OFFICE_MISSING)],
    "GET /office/plans/{plan}": [
        ("/office/plans/wenjiuye-2020", OFFICE),
        ("/office/plans/guessed", OFFICE_MISSING),
    ],
    "GET /office/plans/{plan}/plan.xlsx": [("/office/plans/wenjiuye-2020/plan.xlsx", OFFICE)],
    "GET /office/plans/{plan}/edit": [
        ("/office/plans/wenjiuye-2020/edit", OFFICE),
        ("/office/plans/guessed/edit", OFFICE_MISSING),
    ],
    "POST /office/plans/{plan}/edit": [("/office/plans/wenjiuye-2020/edit", OFFICE)],
    "POST /office/plans/{plan}/join": [("/office/plans/wenjiuye-2020/join", OFFICE)],
    "POST /office/plans/{plan}/pause": [("/office/plans/wenjiuye-2020/pause", OFFICE)],
    "POST /office/plans/{plan}/resume": [("/office/plans/wenjiuye-2020/resume", OFFICE)],
    "POST /office/plans/{plan}/end": [("/office/plans/wenjiuye-2020/end", OFFICE)],
    "GET /office/roster": [("/office/roster", KEEPERS)],
    "GET /office/roster/import": [("/office/roster/import", KEEPERS)],
    "POST /office/roster/import": [("/office/roster/import", KEEPERS)],
    "GET /office/roster/roster.xlsx": [("/office/roster/roster.xlsx", KEEPERS)],
    "GET /office/roster/template.xlsx": [("/office/roster/template.xlsx", KEEPERS)],
    "GET /office/roster/unit": [
        ("/office/roster/unit?name=社保中心", KEEPERS),
        ("/office/roster/unit?name=没有的股", KEEPERS_MISSING),
    ],
    "GET /office/roster/post": [
        ("/office/roster/post?id=leader-gu", KEEPERS),
        ("/office/roster/post?id=guessed", KEEPERS_MISSING),
    ],
    "GET /office/roster/{person}": [
        ("/office/roster/bai-hua", KEEPERS),
        ("/office/roster/guessed", KEEPERS_MISSING),
    ],
    "GET /office/rules": [("/office/rules", OFFICE)],
    "POST /office/rules": [("/office/rules", OFFICE)],
    "POST /office/rules/new": [("/office/rules/new", OFFICE)],
    "POST /office/rules/adopt": [("/office/rules/adopt", OFFICE)],
    "GET /office/rules/{block}": [("/office/rules/report", OFFICE), ("/office/rules/guessed", OFFICE_MISSING)],
    "POST /office/rules/{block}": [("/office/rules/report", OFFICE)],
    "GET /office/calendar": [("/office/calendar", OFFICE)],
    "POST /office/calendar": [("/office/calendar", OFFICE)],
    "GET /office/calendar/{part}": [("/office/calendar/2021", OFFICE), ("/office/calendar/local", OFFICE)],
    "POST /office/calendar/{part}": [("/office/calendar/2021", OFFICE), ("/office/calendar/local", OFFICE)],
    "POST /office/roster/{person}/test": [("/office/roster/bai-hua/test", OFFICE)],
    "POST /office/roster/{person}/calendar": [("/office/roster/bai-hua/calendar", KEEPERS)],
    "POST /office/roster/change/{act}": [
        ("/office/roster/change/guessed", KEEPERS_MISSING),
        ("/office/roster/change/people-new", KEEPERS, {"name": "新人"}),
        ("/office/roster/change/people-leave", KEEPERS, {"person": "bai-hua", "last_day": "2020-09-30", "sure": "1"}),
        (
            "/office/roster/change/posts-hold",
            KEEPERS,
            {"post": "leader-shen", "person": "su-he", "from_day": "2020-10-01"},
        ),
    ],
    "GET /office/firms": [("/office/firms", OFFICE)],
    "POST /office/firms": [("/office/firms", OFFICE, {"name": "别家"})],
    "GET /office/firms/import": [("/office/firms/import", OFFICE)],
    "POST /office/firms/import": [("/office/firms/import", OFFICE)],
    "GET /office/firms.xlsx": [("/office/firms.xlsx?mobiles=1", OFFICE)],
    "GET /office/firms/visits.xlsx": [("/office/firms/visits.xlsx?period=2020-09", OFFICE)],
    "GET /office/firms/visits/{event:int}.docx": [("/office/firms/visits/99.docx", OFFICE_MISSING)],
    "GET /office/firms/template.xlsx": [("/office/firms/template.xlsx", OFFICE)],
    "GET /office/firms/{firm:int}": [("/office/firms/1", OFFICE), ("/office/firms/99", OFFICE_MISSING)],
    "POST /office/firms/{firm:int}/change": [("/office/firms/1/change", OFFICE, {"name": "别家", "seen": "0"})],
    "POST /office/firms/{firm:int}/pair": [("/office/firms/1/pair", OFFICE, {"owner": "社保中心"})],
    "POST /office/firms/{firm:int}/part": [("/office/firms/1/part", OFFICE, {"owner": "就业中心"})],
    "POST /office/firms/{firm:int}/retire": [("/office/firms/1/retire", OFFICE, {"reason": "注销"})],
    "POST /office/firms/{firm:int}/restore": [("/office/firms/1/restore", OFFICE)],
    "GET /office/books": [("/office/books", OFFICE)],
    "GET /office/audit": [("/office/audit", OFFICE)],
    "GET /office/audit/verify": [("/office/audit/verify", OFFICE)],
    "GET /office/duties": [("/office/duties", OFFICE)],
    "GET /office/duties/{duty}": [("/office/duties/report", OFFICE), ("/office/duties/none", OFFICE_MISSING)],
    "POST /office/duties/{duty}": [("/office/duties/report", OFFICE, {"choice": "keep"})],
    "GET /office/bulletin": [("/office/bulletin", OFFICE)],
    "GET /office/bulletin.{kind}": [("/office/bulletin.docx", OFFICE)],
    "POST /office/bulletin": [("/office/bulletin", OFFICE, {"plan": "wenjiuye-2020", "period": "2020-09"})],
    "GET /office/targets": [("/office/targets", OFFICE), ("/office/targets?period=2020-09", OFFICE)],
    "GET /office/targets.xlsx": [("/office/targets.xlsx?period=2020-09", OFFICE)],
    "GET /office/targets/import": [("/office/targets/import", OFFICE)],
    "POST /office/targets/import": [("/office/targets/import", OFFICE)],
    "GET /office/targets/template.xlsx": [("/office/targets/template.xlsx", OFFICE)],
    "GET /office/summary": [("/office/summary", OFFICE)],
    "GET /office/summary.{kind}": [("/office/summary.docx", OFFICE)],
    "GET /office/summary/print": [("/office/summary/print", OFFICE)],
    "POST /office/summary": [("/office/summary", OFFICE, {"plan": "wenjiuye-2020", "period": "2020-09"})],
    "POST /office/summary/state": [("/office/summary/state", OFFICE, {"plan": "wenjiuye-2020", "period": "2020-09"})],
    # leaders
    "GET /leader": [("/leader", LEADERS)],
    "GET /leader/todo/{name}": [("/leader/todo/cases", LEADERS), ("/leader/todo/guessed", LEADERS_NOT_THEIRS)],
    "GET /leader/todo/{name}.xlsx": [
        ("/leader/todo/cases.xlsx", LEADERS),
        ("/leader/todo/guessed.xlsx", LEADERS_NOT_THEIRS),
    ],
    "GET /leader/desk.xlsx": [("/leader/desk.xlsx", LEADERS)],
    "GET /leader/requests.xlsx": [("/leader/requests.xlsx", LEADERS)],
    "GET /leader/{id:int}": led("/leader/{}"),
    "GET /leader/{id:int}/case.docx": [
        ("/leader/{A}/case.docx", LEADERS_NOT_THEIRS),
        ("/leader/{B}/case.docx", LEADERS_NOT_THEIRS),
    ],
    "POST /leader/{id:int}/decide": led("/leader/{}/decide", {"decision": "confirm", "reason": "属实"}),
    "POST /leader/{id:int}/decide-appeal": led("/leader/{}/decide-appeal", {"decision": "uphold", "reason": "属实"}),
    "POST /leader/{id:int}/instruct": led("/leader/{}/instruct", {"text": "请加快", "due": "2020-09-20"}),
    "POST /leader/instruct": [("/leader/instruct", LEADERS, {"to": "社保中心", "text": "请加快", "due": "2020-09-20"})],
    "POST /leader/{id:int}/close": not_led("/leader/{}/close"),
    "POST /leader/{id:int}/return": not_led("/leader/{}/return", {"reason": "原因"}),
    "GET /leader/{id:int}/files/{fid:int}": file_of("/leader", LEADERS, LEADERS_NOT_THEIRS, LEADERS_NOT_THEIRS),
    "GET /leader/{id:int}/files/{fid:int}/thumb": file_of(
        "/leader", LEADERS, LEADERS_NOT_THEIRS, LEADERS_NOT_THEIRS, "/thumb"
    ),
    "GET /leader/{id:int}/files/{fid:int}/page/{number:int}": file_of(
        "/leader", LEADERS, LEADERS_NOT_THEIRS, LEADERS_NOT_THEIRS, "/page/1"
    ),
    "GET /leader/requests": [("/leader/requests", LEADERS)],
    "GET /leader/requests/{number:int}": [("/leader/requests/99999", LEADERS_NOT_THEIRS)],
    "POST /leader/{id:int}/request": led("/leader/{}/request", {"decision": "close", "reason": "已尽力"}),
    "GET /leader/summaries": [("/leader/summaries", LEADERS)],
    "GET /leader/summary": [("/leader/summary?period=2020-09&plan=wenjiuye-2020", LEADERS_NOT_THEIRS)],
    "GET /leader/summary.{kind}": [("/leader/summary.docx?period=2020-09&plan=wenjiuye-2020", LEADERS_NOT_THEIRS)],
    # units
    "GET /mine": [("/mine", UNITS)],
    "GET /mine/calendar": [("/mine/calendar", DESKS)],
    "POST /mine/calendar": [("/mine/calendar", DESKS)],
    "POST /mine/calendar/stop": [("/mine/calendar/stop", DESKS)],
    "GET /calendar/{code}.ics": [("/calendar/guessed.ics", GONE)],
    "GET /mine/targets/import": [("/mine/targets/import", UNITS)],
    "POST /mine/targets/import": [("/mine/targets/import", UNITS)],
    "GET /mine/targets/template.xlsx": [("/mine/targets/template.xlsx", UNITS)],
    "GET /mine/requests": [("/mine/requests", UNITS)],
    "POST /mine/requests": [("/mine/requests", UNITS, {"firm": "长河电子", "need": "用工"})],
    "GET /mine/requests/{number:int}": [("/mine/requests/99999", "shhhhss")],
    "POST /mine/{id:int}/answer": own("/mine/{}/answer", {"text": "已办"}),
    "POST /mine/{id:int}/not-ours": own("/mine/{}/not-ours", {"reason": "原因"}),
    "POST /mine/{id:int}/callback": own("/mine/{}/callback", {"decision": "满意"}),
    "GET /mine/{id:int}": own("/mine/{}"),
    "GET /mine/{id:int}/report": own("/mine/{}/report"),
    "GET /mine/{id:int}/receipt": own("/mine/{}/receipt"),
    "GET /mine/{id:int}/print": own("/mine/{}/print"),
    "GET /mine/{id:int}/papers/{name}.{kind}": [
        ("/mine/{A}/papers/case.docx", "shhhhss"),
        ("/mine/{B}/papers/urge.docx", "shhhhss"),
    ],
    "POST /mine/{id:int}/report": own("/mine/{}/report", {"part-2.1": "别人的分工"}),
    "POST /mine/{id:int}/draft": own("/mine/{}/draft", {"part-2.1": "别人的分工"}),
    "POST /mine/{id:int}/files": own("/mine/{}/files"),
    "POST /mine/{id:int}/files/{fid:int}/remove": [
        ("/mine/{A}/files/{file_b}/remove", "shhhhss"),
        ("/mine/{B}/files/{file_b}/remove", "shhhhss"),
    ],
    "POST /mine/{id:int}/seal": own("/mine/{}/seal"),
    "GET /mine/{id:int}/files/{fid:int}": file_of("/mine", UNITS_OF_A, "shhhhss", UNITS_OF_B),
    "GET /mine/{id:int}/files/{fid:int}/thumb": file_of("/mine", UNITS_OF_A, "shhhhss", UNITS_OF_B, "/thumb"),
    "GET /mine/{id:int}/files/{fid:int}/page/{number:int}": file_of(
        "/mine", UNITS_OF_A, "shhhhss", UNITS_OF_B, "/page/1"
    ),
    "POST /mine/{id:int}/extension": own("/mine/{}/extension", {"until": "2020-09-30", "reason": "原因"}),
    "POST /mine/{id:int}/figure": own("/mine/{}/figure", {"target": "参保人数", "value": "1"}),
    "POST /mine/{id:int}/explain": own("/mine/{}/explain", {"reason": "原因"}),
    "POST /mine/{id:int}/withdraw": own("/mine/{}/withdraw"),
    "POST /mine/{id:int}/object": own("/mine/{}/object", {"reason": "原因"}),
    "POST /mine/{id:int}/measure": own("/mine/{}/measure", {"text": "专人负责", "until": "2020-09-30"}),
    "POST /mine/{id:int}/appeal": own("/mine/{}/appeal", {"reason": "原因"}),
    "POST /mine/{id:int}/hand-back": own("/mine/{}/hand-back", {"assignment": "2.1", "reason": "原因"}),
    "POST /mine/{id:int}/done": own("/mine/{}/done", {"text": "已办"}),
    "POST /mine/{id:int}/visit": own("/mine/{}/visit", VISIT),
    "POST /mine/{id:int}/withdraw-lost": own("/mine/{}/withdraw-lost", {"firm": "甲"}),
    "POST /mine/{id:int}/lost": own("/mine/{}/lost", {"firm": "甲", "proof": "电话停机"}),
    "POST /mine/{id:int}/strike": own("/mine/{}/strike", {"visit": "1", "reason": "登记错了"}),
    # programs: a cookie opens nothing; whoever has an account here comes with its token
    "GET /api/v1/openapi.json": [("/api/v1/openapi.json", ACCOUNTS)],
    "GET /api/v1/periods": [("/api/v1/periods", TOKENS)],
    "GET /api/v1/urging": [("/api/v1/urging", OFFICE)],
    "POST /api/v1/urging": [("/api/v1/urging", OFFICE, {"why": "没有这一项"})],
    "POST /api/v1/accepting": [("/api/v1/accepting", OFFICE, {"items": [{"id": 1}]})],
    "GET /api/v1/search": [("/api/v1/search?q=就业", TOKENS)],
    "GET /api/v1/duties": [("/api/v1/duties", OFFICE)],
    "POST /api/v1/duties/answer": [("/api/v1/duties/answer", OFFICE, {"duty": "report", "choice": "keep"})],
    "GET /api/v1/bulletin": [("/api/v1/bulletin", OFFICE)],
    "POST /api/v1/bulletin/edit": [
        (
            "/api/v1/bulletin/edit",
            OFFICE,
            {"plan": "wenjiuye-2020", "period": "2020-09", "version": 0, "paragraphs": {}},
        )
    ],
    "GET /api/v1/summary": [("/api/v1/summary?period=2020-09", OFFICE)],
    "POST /api/v1/summary/edit": [
        ("/api/v1/summary/edit", OFFICE, {"period": "2020-09", "paragraphs": {"opening": {"text": "另一段"}}})
    ],
    "POST /api/v1/summary/state": [
        ("/api/v1/summary/state", OFFICE, {"period": "2020-09", "version": 99, "state": "final"})
    ],
    "GET /api/v1/burden": [("/api/v1/burden?year=2020", OFFICE)],
    "GET /api/v1/targets": [("/api/v1/targets?period=2020-09", OFFICE)],
    "POST /api/v1/targets/import": [("/api/v1/targets/import", TOKENS, {"content": "AAAA"})],
    "GET /api/v1/obligations/{id}/papers/{name}.{kind}": [
        ("/api/v1/obligations/{A}/papers/urge.docx", OFFICE_MISSING),
        ("/api/v1/obligations/{B}/papers/case.pdf", OFFICE_MISSING),
    ],
    "GET /api/v1/messages": [("/api/v1/messages", OFFICE)],
    "POST /api/v1/addresses/revive": [
        ("/api/v1/addresses/revive", OFFICE_MISSING, {"person": "没有这个人", "channel": "email"})
    ],
    "POST /api/v1/addresses/test": [
        ("/api/v1/addresses/test", OFFICE_MISSING, {"person": "没有这个人", "channel": "email"})
    ],
    "POST /api/v1/messages/{id}/resend": [("/api/v1/messages/{mail_b}/resend", OFFICE, {"why": "没有这一项"})],
    "POST /api/v1/messages/{id}/withdraw": [("/api/v1/messages/{mail_b}/withdraw", OFFICE, {"reason": "写错了"})],
    "POST /api/v1/messages/{id}/bounce": [("/api/v1/messages/{mail_b}/bounce", OFFICE, {"reason": "邮箱已满"})],
    "GET /api/v1/roster": [("/api/v1/roster", KEEPERS)],
    "GET /api/v1/roster.xlsx": [("/api/v1/roster.xlsx", KEEPERS)],
    "POST /api/v1/roster/import": [("/api/v1/roster/import", KEEPERS, {"content": "AAAA"})],
    **{
        f"POST /api/v1/roster/{act.path}": [(f"/api/v1/roster/{act.path}", KEEPERS, {"dry_run": True})]
        for act in ROSTER_ACTS.values()
    },
    "GET /api/v1/notices": [("/api/v1/notices", OFFICE)],
    "POST /api/v1/notices": [("/api/v1/notices", OFFICE, {"title": "归档", "text": "请整理", "dry_run": True})],
    "POST /api/v1/notices/{number}/withdraw": [("/api/v1/notices/99999/withdraw", OFFICE_MISSING)],
    "GET /api/v1/plans": [("/api/v1/plans", OFFICE)],
    "GET /api/v1/drafts": [("/api/v1/drafts", OFFICE)],
    "GET /api/v1/drafts/{draft}/comparison": [("/api/v1/drafts/guessed/comparison", OFFICE_MISSING)],
    "POST /api/v1/drafts/{draft}/comparison": [
        ("/api/v1/drafts/guessed/comparison", OFFICE_MISSING, {"take": [], "was": ["", ""]})
    ],
    "POST /api/v1/plans/{plan}/pause": [("/api/v1/plans/wenjiuye-2020/pause", OFFICE, {"reason": "等新文件"})],
    "POST /api/v1/plans/{plan}/end": [("/api/v1/plans/wenjiuye-2020/end", OFFICE, {"reason": "任务完成"})],
    "POST /api/v1/plans/{plan}/resume": [("/api/v1/plans/wenjiuye-2020/resume", OFFICE, {"reason": "试"})],
    "POST /api/v1/plans/{plan}/join": [
        ("/api/v1/plans/wenjiuye-2020/join", OFFICE, {"duty": "report", "reason": "试"}),
    ],
    "GET /api/v1/plans/{plan}/content": [
        ("/api/v1/plans/wenjiuye-2020/content", OFFICE),
        ("/api/v1/plans/guessed/content", OFFICE_MISSING),
    ],
    "POST /api/v1/plans/{plan}/content": [("/api/v1/plans/wenjiuye-2020/content", OFFICE, OUTDATED)],
    "GET /api/v1/rules": [("/api/v1/rules", OFFICE)],
    "POST /api/v1/rules": [("/api/v1/rules", OFFICE, OUTDATED)],
    "GET /api/v1/rules/{block}": [("/api/v1/rules/report", OFFICE), ("/api/v1/rules/guessed", OFFICE_MISSING)],
    "POST /api/v1/rules/{block}": [("/api/v1/rules/report", OFFICE, OUTDATED)],
    "GET /api/v1/calendar/years/{year}": [("/api/v1/calendar/years/2020", OFFICE)],
    "POST /api/v1/calendar/years/{year}": [("/api/v1/calendar/years/2020", OFFICE, OUTDATED)],
    "GET /api/v1/calendar/local": [("/api/v1/calendar/local", OFFICE)],
    "POST /api/v1/calendar/local": [("/api/v1/calendar/local", OFFICE, OUTDATED)],
    "GET /api/v1/layouts": [("/api/v1/layouts", OFFICE)],
    "GET /api/v1/layouts/{form}.docx": [
        ("/api/v1/layouts/urge.docx", OFFICE),
        ("/api/v1/layouts/guessed.docx", OFFICE_MISSING),
    ],
    "POST /api/v1/layouts/{form}/use": [("/api/v1/layouts/urge/use", OFFICE, {"content": "AAAA"})],
    "POST /api/v1/layouts/{form}/restore": [("/api/v1/layouts/urge/restore", OFFICE)],
    "GET /api/v1/attachments.zip": [("/api/v1/attachments.zip?period=2020-09", OFFICE)],
    "GET /api/v1/archive.zip": [("/api/v1/archive.zip?year=2019", OFFICE_MISSING)],
    "POST /api/v1/archive/verify": [("/api/v1/archive/verify", OFFICE, {"content": "AAAA"})],
    "POST /api/v1/calendar/notice": [("/api/v1/calendar/notice", OFFICE, {"text": "一、元旦：1月1日放假，共1天。"})],
    "GET /api/v1/firms": [("/api/v1/firms?text=甲", OFFICE)],
    "POST /api/v1/firms": [("/api/v1/firms", OFFICE, {"name": "别家", "credit_code": "91350100M000100Y43"})],
    "GET /api/v1/firms/visits.xlsx": [("/api/v1/firms/visits.xlsx?period=2020-09", OFFICE)],
    "GET /api/v1/firms/visits/{event}.docx": [("/api/v1/firms/visits/99999.docx", OFFICE_MISSING)],
    "GET /api/v1/firms/{firm}": [("/api/v1/firms/1", OFFICE), ("/api/v1/firms/99", OFFICE_MISSING)],
    "POST /api/v1/firms/{firm}/change": [("/api/v1/firms/1/change", OFFICE, {"name": "别家", "contact": "李娟"})],
    "POST /api/v1/firms/{firm}/pair": [("/api/v1/firms/1/pair", OFFICE, {"owner": "社保中心"})],
    "POST /api/v1/firms/{firm}/part": [("/api/v1/firms/1/part", OFFICE, {"owner": "就业中心"})],
    "POST /api/v1/firms/{firm}/retire": [("/api/v1/firms/1/retire", OFFICE, {"reason": "注销"})],
    "POST /api/v1/firms/{firm}/restore": [("/api/v1/firms/1/restore", OFFICE)],
    "GET /api/v1/obligations": [
        ("/api/v1/obligations", TOKENS),
        ("/api/v1/obligations?unit=社保中心", TOKENS),
    ],
    "GET /api/v1/obligations/{id}": [
        ("/api/v1/obligations/{A}", SEEN_A),
        ("/api/v1/obligations/{B}", SEEN_B),
    ],
    f"{API}/file": of_unit_program("file", sealed=False, parts={"2.1": "别人的分工"}),
    f"{API}/seal": of_unit_program("seal"),
    f"{API}/figure": of_unit_program("figure", target="参保人数", value="1"),
    f"{API}/correct-figure": judged_by_program("correct-figure", target="参保人数", value="1", reason="原因"),
    f"{API}/extension": of_unit_program("extension", until="2020-09-30", reason="原因"),
    f"{API}/explanation": of_unit_program("explanation", reason="原因"),
    f"{API}/withdraw": of_unit_program("withdraw"),
    f"{API}/visit": [
        ("/api/v1/obligations/{V}/visit", TOKENS_OF_A, {**VISIT, "on": "2020-08-22"}),
        ("/api/v1/obligations/{B}/visit", TOKENS_OF_B, VISIT),
    ],
    f"{API}/strike": by_token("strike", "ssshhhh", "ssshhhh", visit=1, reason="不是走访"),
    f"{API}/object": by_token("object", "ssshhss", "ssshhss", reason="原因"),
    f"{API}/measure": by_token("measure", TOKENS_OF_A, TOKENS_OF_B, text="专人负责", until="2020-09-30"),
    f"{API}/appeal": by_token("appeal", TOKENS_OF_A, TOKENS_OF_B, reason="原因"),
    f"{API}/withdraw-lost": by_token("withdraw-lost", "ssshhss", "ssshhss", firm="甲"),
    f"{API}/lost": by_token("lost", "ssshhss", "ssshhss", firm="甲", proof="电话停机"),
    f"{API}/hand-back": of_unit_program("hand-back", assignment="2.1", reason="原因"),
    f"{API}/done": by_token("done", "ssshhss", "ssshhss", text="已办"),
    f"{API}/answer": by_token("answer", "ssshhss", "ssshhss", text="已办"),
    f"{API}/not-ours": by_token("not-ours", "ssshhss", "ssshhss", reason="原因"),
    f"{API}/callback": by_token("callback", "ssshhss", "ssshhss", decision="满意"),
    f"{API}/not-ours/answer": by_token("not-ours/answer", "sssshhs", "sssshhs", decision="reject", reason="原因"),
    f"{API}/request/end": by_token("request/end", "sssshhs", "sssshhs", reason="原因"),
    f"{API}/request/decision": by_token("request/decision", "ssssshs", "ssssshs", decision="close", reason="已尽力"),
    "GET /api/v1/requests": [("/api/v1/requests", TOKENS)],
    "POST /api/v1/requests": [
        ("/api/v1/requests", "ssshhhh", {"firm": "长河电子", "need": "用工", "text": "招工", "lead": "没有"})
    ],
    "GET /api/v1/requests.xlsx": [("/api/v1/requests.xlsx", TOKENS)],
    "GET /api/v1/requests/{number}.docx": [("/api/v1/requests/99999.docx", "ssshhhh")],
    "GET /api/v1/requests/{number}": [("/api/v1/requests/99999", "ssshhhh")],
    f"{API}/accept": judged_by_program("accept"),
    f"{API}/return": judged_by_program("return", reason="原因"),
    f"{API}/register": judged_by_program("register", received=RECEIVED, brought="苏禾", reason="停电"),
    f"{API}/register-page": judged_by_program("register-page", received=RECEIVED, reason="停电"),
    f"{API}/extension/again": judged_by_program("extension/again", until="2020-09-30", reason="原因"),
    f"{API}/extension/decision": judged_by_program("extension/decision", decision="refuse"),
    f"{API}/explanation/decision": judged_by_program("explanation/decision", decision="reject"),
    f"{API}/hand-back/answer": judged_by_program("hand-back/answer", event="{told_b}", decision="accept"),
    f"{API}/lost/decision": by_token("lost/decision", "sssshhs", "sssshhs", event=1, decision="accept"),
    f"{API}/waive": judged_by_program("waive", reason="原因"),
    f"{API}/correct": judged_by_program("correct", outcome="on_time", reason="原因"),
    f"{API}/call": of_office_program("call"),
    f"{API}/urge": of_office_program("urge"),
    f"{API}/release": of_office_program("release", reason="原因"),
    f"{API}/note": of_office_program("note", note="备注"),
    f"{API}/links": of_office_program("links", reason="要停用的不止这一个"),
    f"{API}/check": judged_by_program("check", decision="fulfilled"),
    f"{API}/close": judged_by_program("close"),
    f"{API}/decide": by_token("decide", "ssssshs", "ssssshs", decision="confirm", reason="属实"),
    f"{API}/appeal/decision": by_token("appeal/decision", "sssssos", "ssssshs", decision="uphold", reason="属实"),
    "POST /api/v1/instructions": [
        ("/api/v1/instructions", JUDGES_OF_OFFICE, {"to": ["社保中心"], "text": "请加快", "due": "2020-09-20"})
    ],
}


def _fact(name: str) -> tuple[str, ...]:
    """What a row says: for this way of asking, in this part of the console, whoever comes fares like this."""
    return name.partition(" ")[0], name.split("/")[1], *(word for _, word, *_ in ROWS[name])


CORNERS = {_fact(name): name for name in reversed(ROWS)}.values()


def each(names: Iterable[str]) -> list[ParameterSet]:
    """Those rows for a test; all but the first of each fact are long, since they say the same of more routes."""
    return [pytest.param(name, marks=[] if name in CORNERS else pytest.mark.long) for name in names]
