"""An act on several obligations at a press: each in a transaction of its own, so that one refusal stops no other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.verb import Verb
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import BadRequest, Refusal
from yudu_flow.storage import obligations
from yudu_flow.storage.rows import Owed
from yudu_flow.wording.record import Record

MOST = 500
"""Obligations of one press: each costs a transaction."""
NONE, TOO_MANY = "请先勾选", f"一次最多办理{MOST}项，请分几次"


@dataclass(frozen=True, slots=True)
class Chosen:
    """An obligation by its id, with the last event that its page or list showed; None where it showed none."""

    id: int
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class ManyDone:
    """Of which the act was done, and of which it was refused, with the reason."""

    done: tuple[Owed, ...] = ()
    refused: tuple[tuple[Owed, str], ...] = ()


def one_by_one(
    bureau: Bureau, verb: Verb[...], chosen: Iterable[Chosen], by: str, now: datetime, **said: Any
) -> ManyDone:
    """Do it in the order given. Raises BadRequest where nothing or too much is chosen; ids of others are left out."""
    wanted = {one.id: one for one in chosen}
    if not wanted or len(wanted) > MOST:
        raise BadRequest(TOO_MANY if wanted else NONE, needs=("item",))
    with bureau.reading() as db:
        found = obligations.by_id(db, bureau.key, wanted)
    done, refused = list[Owed](), list[tuple[Owed, str]]()
    for owed in (found[id] for id in wanted if id in found):
        try:
            verb(bureau, Sought(owed.owner, owed.period, owed.duty, seen=wanted[owed.id].seen), by, now, **said)
        except Refusal as refusal:
            refused.append((owed, str(refusal)))
        else:
            done.append(owed)
    return ManyDone(tuple(done), tuple(refused))


def in_words(outcome: ManyDone, word: str) -> str:
    """`已接收7项，2项没有接收`; `word` is 接收."""
    failed = f"{len(outcome.refused)}项没有{word}" if outcome.refused else ""
    told = f"已{word}{len(outcome.done)}项" if outcome.done else ""
    return "，".join(filter(None, (told, failed)))


def refusals(outcome: ManyDone) -> list[Record]:
    """The refused ones as records for programs."""
    return [{"id": owed.id, "obligation": obligations.name(owed), "why": why} for owed, why in outcome.refused]
