"""What it takes to try a stolen password, and that nobody waits for it; all other tests use a cheap one."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.pool import QueuePool

from tests.bureau import Desk
from tests.once import REAL_HASHER
from yudu_flow.actions.access import sign_in
from yudu_flow.actions.access.accounts import add_person
from yudu_flow.actions.access.sign_in import Proof, prove, set_password, set_totp
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.storage import accounts

OLD, NEW = "三片叶子落在石阶上面还湿", "渡口今早起了大雾，没有船"


def test_each_try_takes_memory_and_time() -> None:
    stored = REAL_HASHER().hash("一个不短的密码")
    cost = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$", stored)
    assert cost is not None
    assert int(cost[1]) >= 65_536  # kB; the second choice of RFC 9106, section 4
    assert int(cost[2]) >= 3


def test_nobody_waits_to_write_while_a_password_is_tried(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    bureau, now = desk.bureau, desk.clock()
    account, out = add_person(bureau, "lin-qiu", "测试", now), list[int]()
    set_password(bureau, account, OLD, "", Proof(), "", now)
    _watch(monkeypatch, lambda: out.append(_connections(desk)))

    sign_in.sign_in(bureau, "林秋", OLD, "", "", now)
    prove(bureau, account, Proof(OLD), now)
    set_password(bureau, account, NEW, "", Proof(OLD), "", now)
    set_totp(bureau, account, "", "", Proof(NEW), now)
    for wrong in ("", OLD):
        with pytest.raises(NotAllowed):
            prove(bureau, account, Proof(wrong), now)
    assert out
    assert not any(out)


def test_a_password_that_is_changed_while_it_is_tried_does_not_come_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bureau, now = desk.bureau, desk.clock()
    account = add_person(bureau, "lin-qiu", "测试", now)
    set_password(bureau, account, OLD, "", Proof(), "", now)

    hashes = {word: sign_in._hasher().hash(word) for word in (OLD, NEW)}

    def change(word: str) -> None:
        with bureau.writing(now) as db:
            accounts.change(db, bureau.key, account, {"password": hashes[word]})

    _watch(monkeypatch, lambda: change(NEW))
    for attempt in (
        lambda: sign_in.sign_in(bureau, "林秋", OLD, "", "", now),
        lambda: prove(bureau, account, Proof(OLD), now),
        lambda: set_totp(bureau, account, "", "", Proof(OLD), now),
    ):
        change(OLD)
        with pytest.raises(NotAllowed):
            attempt()


@pytest.mark.parametrize("become", [{"disabled_at": datetime(2020, 9, 1, tzinfo=UTC)}, {"totp": "JBSWY3DPEHPK3PXP"}])
def test_an_account_that_is_closed_or_asks_for_a_code_meanwhile_lets_nobody_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, become: dict[str, Any]
) -> None:
    bureau, now = desk.bureau, desk.clock()
    account = add_person(bureau, "lin-qiu", "测试", now)
    set_password(bureau, account, OLD, "", Proof(), "", now)

    def change() -> None:
        with bureau.writing(now) as db:
            accounts.change(db, bureau.key, account, become)

    _watch(monkeypatch, change)
    with pytest.raises(NotAllowed):
        sign_in.sign_in(bureau, "林秋", OLD, "", "", now)


def _connections(desk: Desk) -> int:
    pool = desk.bureau.engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


def _watch(patch: pytest.MonkeyPatch, tell: Callable[[], object]) -> None:
    """Told before each hash that is computed."""
    hasher = sign_in._hasher()

    class Watched:
        def verify(self, *given: Any) -> bool:
            tell()
            return hasher.verify(*given)

        def hash(self, password: str) -> str:
            tell()
            return hasher.hash(password)

    patch.setattr(sign_in, "_hasher", Watched)
