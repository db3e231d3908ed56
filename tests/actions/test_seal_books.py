"""Sealing the books: the daily act that vouches for what came since; it …"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.bureau import Desk
from yudu_flow.actions.engine import seal_books
from yudu_flow.storage import audit, imprints
from yudu_flow.storage.audit_key import key_in, with_key
from yudu_flow.storage.database import reading


def sealed(desk: Desk) -> list[Any]:
    """What each act of sealing vouches for, and what it says of itself."""
    with reading(desk.bureau.engine) as db:
        rows = [row for row in audit.rows(db, "qingxi") if row.act == seal_books.SEALED]
    return [(json.loads(row.covers), json.loads(row.detail)) for row in rows]


def test_it_vouches_in_parts_for_all_that_is_there(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many parts: together they cover each row once, and the next day there is nothing of it left."""
    desk.at("2020-09-18T09:00")
    desk.at("2020-09-21T09:00")
    monkeypatch.setattr(seal_books, "AT_ONCE", 2)
    bureau = replace(desk.bureau, engine=with_key(desk.bureau.engine, key_in(tmp_path, "")))
    seal_books.seal_daily(bureau, desk.clock())
    parts = sealed(desk)
    covered = [thing for covers, _ in parts for thing in covers]
    with reading(bureau.engine) as db:
        everything = imprints.after(db, "qingxi", {})
    assert len(parts) > 2
    assert {*covered} == {*everything}
    assert len(covered) == len({*covered}) == sum(detail["count"] for _, detail in parts)
    assert [detail.get("more", False) for _, detail in parts] == [True] * (len(parts) - 1) + [False]
    assert all(len(covers) <= 2 * 3 for covers, _ in parts)
    seal_books.seal_daily(bureau, desk.clock())
    assert len(sealed(desk)) == len(parts)
