"""Who visits which firm (对口): from a day until a day, a unit or a person. The office's to say."""

from datetime import date, datetime

from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.firm_entries import office_hand
from yudu_flow.actions.acts.words_said import words_said
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.firm_book import Pen, found, owner_words, pair, part
from yudu_flow.actions.firms_handed_over import heir_of, last_day
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.period import spell_date
from yudu_flow.storage import firms


def pair_firm(bureau: Bureau, firm: int, owner: str, by: str, now: datetime, since: date | None = None) -> str:
    """From that day on, today by default, `owner` visits the firm; the owner's name."""
    actor, day = office_hand(bureau, by, now), since or local_day(now)
    visitor = visitor_from(bureau, owner, day)
    with bureau.alone(now) as db:
        row = found(bureau, db, firm)
        pair(Pen(bureau, db, actor, now), row, visitor, day)
    return owner_words(bureau.roster, visitor)


def visitor_from(bureau: Bureau, owner: str, day: date) -> str:
    """The same as `owner_key`. Raises NotAllowed too, for whoever is gone by that day."""
    visitor = owner_key(bureau, owner)
    last = last_day(bureau.roster, visitor)
    if last and last < day:
        heir = owner_words(bureau.roster, heir_of(bureau.roster, visitor, day))
        instead = f"，请对口给{heir}" if heir else ""
        raise NotAllowed(f"{owner_words(bureau.roster, visitor)}到{spell_date(last)}为止{instead}", needs=("owner",))
    return visitor


def end_pairing(
    bureau: Bureau, firm: int, owner: str, by: str, now: datetime, until: date | None = None, reason: str = ""
) -> str:
    """From that day on, today by default, `owner` visits the firm no more; the owner's name."""
    actor, visitor, day = office_hand(bureau, by, now), owner_key(bureau, owner), until or local_day(now)
    why = words_said(reason, "reason", "原因")
    with bureau.alone(now) as db:
        row = found(bureau, db, firm)
        held = [one for one in firms.pairings_of(db, bureau.key, firm) if one.owner == visitor and not one.until]
        if not held:
            raise NotAllowed(f"{owner_words(bureau.roster, visitor)}现在不对口{row.name}")
        part(Pen(bureau, db, actor, now), row, held[-1], day, why)
    return owner_words(bureau.roster, visitor)


def owner_key(bureau: Bureau, owner: str) -> str:
    """A unit's name or a person's id, as pairings keep it. Raises NotFound."""
    if not owner.strip():
        raise BadRequest("请写明由哪个单位或哪个人对口", needs=("owner",))
    unit = bureau.roster.unit_named(owner)
    return unit.name if unit else who(bureau, owner).id
