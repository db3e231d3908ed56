"""Who may do which act (由谁办理): a rule over what somebody is to an obligation on the day.

Nobody registers, settles or judges for himself; what the office owes passes to the leader who decides on it. Source:
2-semantics "Fair in practice".
"""

from dataclasses import dataclass
from enum import Enum, auto


class Doers(Enum):
    """Who does an act."""

    OWNERS = auto()
    """Who answers for the unit, or the person who owes; the office writes down for them what they say."""
    OFFICE = auto()
    CALLERS = auto()
    """The office; of what it owes itself, the deciding leader too."""
    OTHERS = auto()
    """The office for anybody but oneself; for the office, the deciding leader."""
    JUDGES = auto()
    """Those of OTHERS who had no hand in it."""
    CLOSERS = auto()
    """Whoever gave it, or stands in for them; where nobody did, JUDGES."""
    DECIDER = auto()
    APPELLATE = auto()
    """Whoever hears an appeal against what the decider decided."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What somebody is to an obligation on a day.

    `owns`: does the owner's acts; `sides`: answers for the owner or its unit; `involved`: handed in, or asked for,
    something about it; `of_office`: it is the office's own. `given`: somebody gave it to the unit, by themselves or by
    whom they stand in for `gave` it. `hears`: an appeal comes to them.
    """

    owns: bool = False
    sides: bool = False
    office: bool = False
    decides: bool = False
    hears: bool = False
    involved: bool = False
    of_office: bool = False
    given: bool = False
    gave: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """An act, and who does it; `words` are what a refusal calls it."""

    doers: Doers
    words: str = "这一事项"


def may(doers: Doers, relation: Relation) -> bool:
    """Whether whoever stands so to it does what those do."""
    # Nobody of the own side: backdated as paper by the unit's own liaison, a late report was once in time.
    impartial = relation.decides if relation.of_office else relation.office and not relation.sides
    judges = impartial and (relation.of_office or not relation.involved)
    # Whoever gives something to a unit of their own does not close it for themselves.
    gave = relation.gave and not (relation.sides or relation.involved)
    return {
        Doers.OWNERS: relation.owns or relation.office,
        Doers.OFFICE: relation.office,
        Doers.CALLERS: relation.office or (relation.of_office and relation.decides),
        Doers.OTHERS: impartial,
        Doers.JUDGES: judges or gave,
        Doers.CLOSERS: gave if relation.given else judges,
        Doers.DECIDER: relation.decides,
        Doers.APPELLATE: relation.hears,
    }[doers]
