"""Whether the audit holds, and whether what it vouches for is still so: events, texts, files, notices, deadlines."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.seal_books import SEALED, sealed_ids
from yudu_flow.domain.errors import BadRequest
from yudu_flow.storage import attachments, audit, events, imprints, obligations
from yudu_flow.storage.attachments import Store
from yudu_flow.storage.audit_key import key_of
from yudu_flow.storage.numbering import raised
from yudu_flow.storage.rows import AuditRow, EventRow, Owed
from yudu_flow.wording.audit import spell_act

PLACES = {"event": "办理", "notice": "通知", "obligation": "事项"}
HOW = "请照办公室清单上印的填写，如 40-1a2b3c4d5e"
LEAST = 6
Rows = Sequence[AuditRow]


@dataclass(frozen=True, slots=True)
class Verified:
    """How many acts there are, the short head of the chain, where it breaks, and what else does not match, in words."""

    total: int
    head: str
    broken: tuple[int, ...]
    wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """The imprint that a row of the audit holds of something."""

    imprint: str
    seq: int


def verify_audit(bureau: Bureau, store: Store, printed: str = "") -> Verified:
    """Compare everything; `printed` is a head that was noted earlier. Raises BadRequest for one that is none."""
    with bureau.reading() as db:
        rows = audit.rows(db, bureau.key)
        broken = tuple(audit.broken(db, bureau.key))
        wrong = [*_printed(rows, printed), *_foreign(db, rows), *_covered(db, bureau.key, rows)]
        wrong += _files(db, bureau.key, store)
        return Verified(len(rows), audit.short(*audit.head(db, bureau.key)), broken, tuple(wrong))


def _printed(rows: Rows, printed: str) -> Iterator[str]:
    if not printed:
        return
    number, _, digest = printed.strip().lower().partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10 and len(digest) >= LEAST):
        raise BadRequest(f"核对码“{printed}”看不懂；{HOW}")
    found = next((row for row in rows if row.seq == int(number)), None)
    if found is None:
        yield f"核对码{printed}所指的第{number}条已不在：其后的记录被截去，或数据库恢复过较早的备份"
    elif not audit.short(found.seq, found.hash).startswith(f"{found.seq}-{digest}"):
        yield f"第{number}条与核对码{printed}不符：当时的记录被改写"


def _foreign(db: Connection, rows: Rows) -> Iterator[str]:
    """Rows under another key: nobody can tell whether they were forged."""
    key = key_of(db)
    others = [row for row in rows if ":" in row.hash and (key is None or not row.hash.startswith(f"{key.id}:"))]
    if others:
        name = others[0].hash.partition(":")[0]
        yield (
            f"第{others[0].seq}条起有{len(others)}条用另一把密钥（{name}）记下，本机核对不了："
            "请把原来的 var/audit.key 拷回，或把 YUDU_FLOW_SECRET_KEY 设回原值"
        )


def _covered(db: Connection, bureau: str, rows: Rows) -> Iterator[str]:
    covers, now = _covers(rows), imprints.after(db, bureau, {})
    # A bureau that came into a database of several has other numbers there than its audit goes on speaking of.
    by = raised(db, bureau)
    known = {row.id: row for row in obligations.listed(db, bureau)}
    happened = {row.id: row for row in events.since(db, bureau, 0)}
    called = partial(_called, by, known, happened)
    for thing, cover in covers.items():
        if thing not in now:
            yield f"{called(thing)}已被删除（审计第{cover.seq}条）"
        elif now[thing] != cover.imprint:
            yield f"{called(thing)}被改动，与审计第{cover.seq}条不符"
    sealed = sealed_ids(audit.last(db, bureau, SEALED))
    for thing in sorted(now.keys() - covers.keys()):
        if _should_be_covered(thing, by, happened, sealed):
            yield f"{called(thing)}没有审计记录"


def _covers(rows: Rows) -> dict[str, Cover]:
    """What the rows vouch for. The daily one says first what there is; only a person's or recounting's says anew."""
    found: dict[str, Cover] = {}
    for row in rows:
        for thing, imprint in json.loads(row.covers or "{}").items():
            if thing not in found or row.act != SEALED:
                found[thing] = Cover(imprint, row.seq)
    return found


def _should_be_covered(thing: str, by: int, happened: Mapping[int, EventRow], sealed: Mapping[str, int]) -> bool:
    """What the rules did today is not sealed yet; what a person did always is, once there was a seal."""
    place, _, key = thing.partition(":")
    by_person = place == "event" and bool(happened[int(key) + by].by)
    return bool(sealed) and (by_person or int(key) <= sealed[place])


def _called(by: int, known: Mapping[int, Owed], happened: Mapping[int, EventRow], thing: str) -> str:
    """办理“2020-09/report/就业中心 09-22 10:00 报送”; by its number where it is gone."""
    place, _, key = thing.partition(":")
    number = int(key) + by
    if place == "event" and (row := happened.get(number)):
        owed = known.get(row.obligation_id)
        about = obligations.name(owed) if owed else ""
        return f"{PLACES[place]}“{about} {row.at:%Y-%m-%d %H:%M} {spell_act(row.kind)}”"
    if place == "obligation" and number in known:
        return f"{PLACES[place]}“{obligations.name(known[number])}”的期限或内容"
    return f"{PLACES[place]}（编号{number}）"


def _files(db: Connection, bureau: str, store: Store) -> Iterator[str]:
    for row in attachments.filed(db, bureau):
        whole = attachments.is_whole(store, row.sha256)
        if whole is None:
            yield f"附件“{row.name}”（编号{row.id}）的文件不见了"
        elif not whole:
            yield f"附件“{row.name}”（编号{row.id}）的文件被改动"
