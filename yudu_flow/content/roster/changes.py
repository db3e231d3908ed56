"""What can be changed in the roster from a page: one value a change, made by `roster_edit`."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ChangeContact:
    """Both ways to reach a person; an empty one is taken out."""

    person: str
    email: str = ""
    mobile: str = ""


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Somebody new, behind all the others."""

    id: str
    name: str
    email: str = ""
    mobile: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class RenamePerson:
    """Another name; the id stays."""

    person: str
    name: str


@dataclass(frozen=True, slots=True)
class ChangeHolder:
    """`person` holds a post from `from_day` on; whoever held it that day has the day before as their last.

    `post` is the domain's id: 就业局.liaison, 就业局.head, or a post of leadership. Where somebody is named for later
    already, the new holder's last day is the day before that.
    """

    post: str
    person: str
    from_day: date


@dataclass(frozen=True, slots=True)
class SetInCharge:
    """The post of leadership in charge of a unit; empty leaves it to the plans."""

    unit: str
    post: str = ""


@dataclass(frozen=True, slots=True)
class SetAway:
    """An absence, both days included; one that begins on the same day is replaced."""

    person: str
    start: date
    end: date
    deputy: str


@dataclass(frozen=True, slots=True)
class RemoveAway:
    """The absence that begins on that day is off."""

    person: str
    start: date


@dataclass(frozen=True, slots=True)
class SetFirms:
    """The firms that a unit (by name) or a person (by id) is paired with."""

    owner: str
    firms: tuple[str, ...]


Change = ChangeContact | AddPerson | RenamePerson | ChangeHolder | SetInCharge | SetAway | RemoveAway | SetFirms
