"""How a change of the roster is declared: its command, its words, and what each of its fields is asked for by."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from enum import Enum, auto
from typing import Any, TypeVar, get_args, get_type_hints

from yudu_flow.domain.channels import WAYS

Made = TypeVar("Made", bound=type)


class Of(Enum):
    """What of the roster a field names; an owner is a unit or a person."""

    PERSON = auto()
    UNIT = auto()
    POST = auto()
    LEADING = auto()
    GROUP = auto()
    OWNER = auto()


@dataclass(frozen=True, slots=True)
class AskedFor:
    """How a field is asked for; `missing` is told to whoever leaves it empty, where it must not be."""

    says: str
    missing: str = ""
    of: Of | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RosterAct:
    """A change as an act: `command` is `people new`, its path `people-new`; it `moves` duties or messages or not."""

    command: str
    words: str
    says: str
    moves: bool

    @property
    def path(self) -> str:
        """Its place in an address, and its name in a script."""
        return self.command.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class ChangeField:
    """A field of a change. `default` is MISSING where it must be said."""

    name: str
    kind: type
    said: AskedFor
    default: Any

    @property
    def needed(self) -> bool:
        """Whether the change cannot be made without it."""
        return self.default is MISSING


CONTACTS = {way.field: way.label for way in WAYS.values()}
ACTS: dict[type, RosterAct] = {}
"""Every change that is declared, in order."""


def declared(command: str, words: str, says: str, *, moves: bool = False) -> Callable[[Made], Made]:
    """Declare a change over its dataclass."""

    def known(made: Made) -> Made:
        ACTS[made] = RosterAct(command, words, says, moves)
        return made

    return known


def fields_of(change: type) -> tuple[ChangeField, ...]:
    """The fields of a change's class, in order; contacts last."""
    hints = get_type_hints(change, include_extras=True)
    ordered = sorted(fields(change), key=lambda one: one.name in CONTACTS)
    return tuple(ChangeField(one.name, *_told(one.name, hints[one.name]), one.default) for one in ordered)


def _told(name: str, hint: Any) -> tuple[type, AskedFor]:
    """str, date or tuple; whether None may be said follows from the default."""
    if name in CONTACTS:
        return str, AskedFor(CONTACTS[name])
    kind, said = get_args(hint)
    inner = [one for one in (get_args(kind) or (kind,)) if one in (str, date)]
    return (tuple if "tuple" in str(kind) else inner[0]), said
