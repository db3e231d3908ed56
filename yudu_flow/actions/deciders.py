"""Which leader decides on an obligation today: the one frozen with it, unless it would be about their own."""

from datetime import date, datetime

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain.judges import Judges, filling
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.roster import Person
from yudu_flow.storage.rows import Owed
from yudu_flow.storage.work import UndecidedCase


def deciding(bureau: Bureau, owed: Owed | UndecidedCase, day: date) -> str | None:
    """The post that decides on `day`; for what the office owes there is always one, since only a leader judges it."""
    roster, posts = bureau.roster, [owed.decider, *owed.leaders]
    if owed.unit == roster.office.name:
        posts += [roster.office.in_charge, *roster.leadership[:1]]
    return Judges(roster, day).deciding(owed.unit, owing(bureau, owed), posts)


def decider(bureau: Bureau, owed: Owed | UndecidedCase, day: date) -> Person | None:
    """The person who does; None where the post is vacant."""
    return filling(bureau.roster, deciding(bureau, owed, day), day)


def appellate(bureau: Bureau, owed: Owed | UndecidedCase, day: date) -> str | None:
    """The post that hears an appeal: the principal leader's, unless it is vacant or would judge its own; else the
    post that decides.
    """
    roster, decides = bureau.roster, deciding(bureau, owed, day)
    filled = [post for post in roster.leadership[:1] if filling(roster, post, day)]
    return Judges(roster, day).deciding(owed.unit, owing(bureau, owed), [*filled, decides])


def hearing(bureau: Bureau, owed: Owed | UndecidedCase, day: date) -> Person | None:
    """The person who does; None where the post is vacant."""
    return filling(bureau.roster, appellate(bureau, owed, day), day)


def decider_name(bureau: Bureau, sight: Sight, at: datetime) -> str:
    """The name of the leader who decides on this day, a deputy included; of an appeal, of who hears it."""
    appeal = sight.state.case is not None and sight.state.case.appeal_waits
    found = (hearing if appeal else decider)(bureau, sight.owed, at.astimezone(ZONE).date())
    return found.name if found else ""


def owing(bureau: Bureau, owed: Owed | UndecidedCase) -> str:
    """The id of the person who owes; empty for a unit. What was opened before ids were kept knows the name only."""
    if owed.person or owed.owner == owed.unit:
        return owed.person or ""
    known = bureau.roster.named(owed.owner)
    return known.id if known else ""


def owns(bureau: Bureau, owed: Owed | UndecidedCase, person: str, day: date) -> bool:
    """Whether the person of that id owes it themselves on `day`, or stands in for the one who does."""
    owes = owing(bureau, owed)
    return bool(owes) and (owes == person or bureau.roster.acts_for(person, owes, day))
