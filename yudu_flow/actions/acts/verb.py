"""One act is one declaration: `@verb` over the function that makes its fact. Every way to do it is made from that.

The function's parameters are what is said with the act, each `Annotated` with `Asked`: what it is, in Chinese, what is
told to whoever leaves it empty, how long it may be, and what it is called where that differs. Pages, API, commands and
scripts read these; whatever came in by whichever way is checked here, once.
"""

import inspect
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum, auto
from functools import cached_property
from typing import Any, Concatenate, Generic, Literal, ParamSpec, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.act import Act, Done, Scene, Sought, find, perform_on
from yudu_flow.actions.acts.request_steps import Touches, follow, hold, nothing_else
from yudu_flow.actions.acts.words_said import LONGEST
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain.deeds import Deed, Doers
from yudu_flow.domain.errors import BadRequest, Refusal
from yudu_flow.domain.printable import without_margins
from yudu_flow.domain.roster import Who

P = ParamSpec("P")
FARTHEST = timedelta(days=366)
"""How far ahead a day may lie that somebody gives to what has no period to bound it."""
UNDECIDED = "请选择如何决定"


class Entrance(StrEnum):
    """A way by which an act comes in."""

    FORM = "form"
    API = "api"
    COMMAND = "command"
    SCRIPT = "script"


PAGES = frozenset({Entrance.FORM, Entrance.API})
"""Whoever looks at the obligation while they act."""
HANDS = frozenset({Entrance.COMMAND, Entrance.SCRIPT})
"""Whoever writes it down without having it before their eyes."""
EVERYWHERE = PAGES | HANDS


class Holds(Enum):
    """What a field holds."""

    TEXT = auto()
    DAY = auto()
    INSTANT = auto()
    NUMBER = auto()
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class Asked:
    """How a field is asked for. `missing` is told to whoever leaves it empty; empty where they may.

    `by`: the ways that know the field; `must`: those that insist on it although the act can do without.
    `called` gives its name by way, where that is not the parameter's.
    """

    says: str
    missing: str = ""
    longest: int = LONGEST
    by: frozenset[Entrance] = EVERYWHERE
    must: frozenset[Entrance] = frozenset()
    called: Mapping[Entrance, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActField:
    """A parameter of an act. `choices` are the values that may be chosen, in their order."""

    name: str
    sort: Holds
    asked: Asked
    choices: tuple[str, ...]
    default: Any

    @property
    def bare(self) -> bool:
        """Whether the act cannot be called without it, were it only to say None."""
        return self.default is inspect.Parameter.empty

    @property
    def empty(self) -> str | None:
        """What it holds where nothing was said."""
        return "" if self.sort is Holds.TEXT else None

    def called(self, way: Entrance) -> str:
        return self.asked.called.get(way, self.name)

    def required(self, way: Entrance) -> bool:
        """Whether that way insists on it."""
        return self.bare or way in self.asked.must

    @property
    def _missing(self) -> str:
        unsaid = UNDECIDED if self.sort is Holds.CHOICE else f"请填写{self.asked.says}"
        return self.asked.missing or unsaid

    def chosen(self, value: str) -> str:
        """The choice of that name. Raises BadRequest for none of them."""
        found = next((one for one in self.choices if one == value), None)
        if found is None:
            raise BadRequest(self._missing, needs=(self.name,))
        return found

    def checked(self, value: Any) -> Any:
        """What was said, without the blanks around it. Raises BadRequest where it is empty, too long or no choice."""
        if isinstance(value, str) and self.sort is Holds.TEXT:
            value = without_margins(value)
            if len(value) > self.asked.longest:
                raise BadRequest(f"内容过长，请不要超过{self.asked.longest}字", needs=(self.name,))
        if value in ("", None):
            return self._empty()
        return self.chosen(value) if self.sort is Holds.CHOICE else value

    def _empty(self) -> str | None:
        if self.asked.missing and self.bare:
            raise BadRequest(self.asked.missing, needs=(self.name,))
        return self.empty

    def insist(self, value: Any, way: Entrance) -> None:
        """Raises BadRequest where that way insists on the field and it is empty."""
        if value in ("", None) and self.required(way):
            raise BadRequest(self._missing, needs=(self.name,))


@dataclass(frozen=True, slots=True)
class Api:
    """Its route under /obligations/{id}/, and what the description calls the shape of its request."""

    path: str
    shape: str = "Said"


@dataclass(frozen=True, slots=True)
class Command:
    """Its command; acts that share one differ by the option that is written: `when`, empty for none of them.

    `argument` is the field that is written without an option.
    """

    name: str
    when: str = ""
    argument: str = ""


@dataclass(frozen=True, eq=False)
class Verb(Generic[P]):
    """Something that people do about an obligation. Called, it is done, in one transaction.

    `name` is its identifier, `words` what people call it, `says` a sentence of help, `done` what a page says after it.
    `refuses` says why it does not fit the obligation at an instant; `offered` is whether a page puts it forward where
    it fits. `kinds`: the duties that it is about, empty for all. `form` is its address on a desk; empty for the name.
    `touches` names what it may change besides, so that two at once lock in one order. It is equal to itself alone:
    tables look for it, and part by part two would be compared each time.
    """

    name: str
    words: str
    deed: Deed
    says: str
    done: str | Callable[[Done], str]
    make: Callable[Concatenate[Scene, P], Act]
    kinds: Sequence[str]
    refuses: Callable[[Sight, datetime], Refusal | None]
    offered: Callable[[Sight, datetime], bool]
    form: str
    api: Api
    command: Command
    script: str | None
    touches: Touches = nothing_else

    def __call__(
        self, bureau: Bureau, sought: Sought, by: str, now: datetime, /, *values: P.args, **more: P.kwargs
    ) -> Done:
        """Do it. Raises a Refusal where it is not allowed, NotYours where `by` is none of those who do it."""
        given, actor = self._checked(*values, **more), who(bureau, by)
        where = replace(sought, kinds=self.kinds) if self.kinds else sought
        with bureau.writing(now) as db:
            hold(bureau, db, where, self.touches)
            done = self._do(db, bureau, find(bureau, db, where), actor, now, sought.seen, given)
            follow(bureau, db, done, actor)
            return done

    def within(
        self,
        db: Connection,
        bureau: Bureau,
        sight: Sight,
        actor: Who,
        now: datetime,
        seen: int | None,
        /,
        *values: P.args,
        **more: P.kwargs,
    ) -> Done:
        """The same to what was found already, in a transaction that does more."""
        return self._do(db, bureau, sight, actor, now, seen, self._checked(*values, **more))

    def _do(
        self, db: Connection, bureau: Bureau, sight: Sight, actor: Who, now: datetime, seen: int | None, given: Any
    ) -> Done:
        make: Callable[..., Act] = self.make
        return perform_on(
            bureau, db, sight, actor, now, self.deed, self.refuses, lambda scene: make(scene, **given), seen=seen
        )

    def _checked(self, *values: P.args, **more: P.kwargs) -> Any:
        bound = self._signature.bind(None, *values, **more).arguments  # None is the scene, which is not said
        known = {one.name: one for one in self.fields}
        return {name: known[name].checked(value) if name in known else value for name, value in [*bound.items()][1:]}

    def fits(self, sight: Sight, at: datetime) -> bool:
        """Whether a page has a door to it."""
        mine = sight.owed.kind in self.kinds or not self.kinds
        return mine and self.refuses(sight, at) is None and self.offered(sight, at)

    @cached_property
    def _signature(self) -> inspect.Signature:
        return inspect.signature(self.make)

    @cached_property
    def fields(self) -> tuple[ActField, ...]:
        return tuple(_fields(self.make, self._signature))


def _fields(make: Callable[..., Act], signature: inspect.Signature) -> Iterator[ActField]:
    hints = get_type_hints(make, include_extras=True)
    for name, parameter in signature.parameters.items():
        hint = hints[name]
        asked = next((one for one in get_args(hint)[1:] if isinstance(one, Asked)), None)
        if asked:
            sort, choices = _sort(get_args(hint)[0])
            yield ActField(name, sort, asked, choices, parameter.default)


def _sort(hint: Any) -> tuple[Holds, tuple[str, ...]]:
    parts = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    parts = tuple(part for part in parts if part is not types.NoneType)
    if choices := tuple(one for part in parts for one in _choices(part)):
        return Holds.CHOICE, choices
    return {date: Holds.DAY, datetime: Holds.INSTANT, int: Holds.NUMBER}.get(parts[0], Holds.TEXT), ()


def _choices(hint: Any) -> tuple[str, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    return tuple(hint) if isinstance(hint, type) and issubclass(hint, StrEnum) else ()


def nothing(_sight: Sight, _at: datetime) -> Refusal | None:
    return None


def always(_sight: Sight, _at: datetime) -> bool:
    """It is offered wherever it fits."""
    return True


def verb(
    name: str,
    words: str,
    doers: Doers,
    says: str,
    *,
    called: str = "这一事项",
    done: str | Callable[[Done], str] = "已办理",
    kinds: Sequence[str] = (),
    refuses: Callable[[Sight, datetime], Refusal | None] = nothing,
    offered: Callable[[Sight, datetime], bool] = always,
    form: str = "",
    api: Api | None = None,
    command: Command | None = None,
    script: str | None = "",
    touches: Touches = nothing_else,
) -> Callable[[Callable[Concatenate[Scene, P], Act]], Verb[P]]:
    """Declare an act over the function that makes its fact from the scene and what was said.

    `called` is what a refusal calls it that says whose it is. Its address, route, command and verb of a script have its
    name where nothing else is given; `script` is None for what means nothing in a play.
    """
    path = name.replace("_", "-")

    def declared(make: Callable[Concatenate[Scene, P], Act]) -> Verb[P]:
        return Verb(
            name,
            words,
            Deed(doers, called),
            says,
            done,
            make,
            kinds,
            refuses,
            offered,
            form or path,
            api or Api(path),
            command or Command(path),
            name if script == "" else script,
            touches,
        )

    return declared
