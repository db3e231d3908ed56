"""What a document says of a plan's entries, and what it is silent about: what silence means is for people to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from yudu_flow.content.entries import BETWEEN, Field, Row, Sort
from yudu_flow.content.plan.outline import ASSIGNMENT, DUTY_OF_A_KIND, KIND, MEASURE, PART, PLAN, TARGET, UNTIL
from yudu_flow.content.plan.targets import SCALE
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.names import name_key, names_in

Spell = Callable[[str], str]
"""What a name is compared by: every name of a unit leads to the same."""
READ: Mapping[str, tuple[str, ...]] = {
    PLAN.name: ("number", "title", "dated"),
    PART.name: ("title",),
    MEASURE.name: ("number", "title"),
    ASSIGNMENT.name: ("leaders", "units", "co_units", "groups", "people", "due", "lead", "summary"),
    TARGET.name: ("name", "value", "by", "direction", "state"),
    UNTIL.name: ("until",),
}
"""The fields that are read from documents, entry by entry."""
WRITTEN_DUTY = ("every", "day", "month", "sealed")
COUNTED_DUTY = ("every", "units", "people", "firms", "regular")
OFFICE_S: Mapping[str, tuple[str, ...]] = {
    PLAN.name: ("last_period",),
    TARGET.name: ("from", "reports"),
    DUTY_OF_A_KIND.name: ("contents", "last_period", "ladder"),
}
"""Fields that no document is read for: they count where somebody has typed them into the draft."""
SILENT = {"direction": "up", "state": "false", "sealed": "false", "regular": "false"}
"""What a reading says where the document says nothing, beside nothing at all."""
UNSAID, UNPARTED = "待填", "全文"
"""What a draft says where the document has no such words, and as the part of a document without parts."""
OWN_WORDS = "summary"
"""One line of the office's own: the reading's is the first sentence."""
ALONG = {"value": ("value", "unit", "as_written")}
"""What is one thing to people, and stands in several fields."""


@dataclass(frozen=True, slots=True)
class Value:
    """A field of an entry as two plans have it. `silent`: the second one may just not speak of it."""

    field: Field
    old: str
    new: str
    silent: bool
    said: Mapping[str, str]
    """What the entry says once the second one's is taken over."""


def values(old: Row, new: Row, spell: Spell) -> list[Value]:
    """The fields in which two entries of one sort differ, in the order of the form."""
    return [_value(one, old, new, spell) for one in _compared(old, new) if not equal(one, old, new, spell)]


def fingerprint(row: Row, spell: Spell) -> tuple[object, ...]:
    """What is compared of an entry by itself."""
    return tuple(_key(one, row, spell) for one in _spoken(row))


def equal(one: Field, old: Row, new: Row, spell: Spell) -> bool:
    """Whether two entries say the same in a field."""
    return _key(one, old, spell) == _key(one, new, spell)


def named(row: Row, field: str, spell: Spell) -> tuple[str, ...]:
    """The names in a field, as they are compared."""
    return tuple(spell(name) for name in names_in(row.said.get(field, "")))


def day_key(word: str) -> str:
    """A day as days are compared: people write 2020-9-30 too."""
    return "-".join(part.zfill(2) for part in word.split("-"))


def _spoken(row: Row) -> list[Field]:
    wanted = READ.get(row.outline.name) or _of_duty(row)
    return [one for one in row.outline.fields if one.name in wanted]


def _compared(old: Row, new: Row) -> list[Field]:
    """Those that documents are read for, and what else the second one says."""
    own = OFFICE_S.get(new.outline.name, ())
    more = [one for one in new.outline.fields if one.name in own and new.said.get(one.name)]
    return [*_spoken(old), *more]


def _of_duty(row: Row) -> tuple[str, ...]:
    kind = KINDS.get(row.said.get(KIND.name, ""))
    return COUNTED_DUTY if kind and kind.counted else WRITTEN_DUTY


def _key(one: Field, row: Row, spell: Spell) -> object:
    word = row.said.get(one.name, "")
    if one.sort is Sort.NAMES:
        return named(row, one.name, spell)
    if one.sort is Sort.DAY:
        return day_key(word)
    if one.name == "value":
        return _amount(word, name_key(row.said.get("unit", "")))
    return spell(word) if one.name in ("lead", "reports") and word else name_key(word or one.default)


def _amount(word: str, unit: str) -> tuple[object, str]:
    """48.2 of 万人 is 482000 of 人."""
    scale = SCALE.get(unit[:1], 1)
    try:
        return (Decimal(word) * scale).normalize(), unit[1:] if scale > 1 else unit
    except InvalidOperation:
        return name_key(word), unit


def _value(one: Field, old: Row, new: Row, spell: Spell) -> Value:
    word = new.said.get(one.name, "")
    said = {name: new.said.get(name, "") for name in ALONG.get(one.name, (one.name,))}
    if one.sort is Sort.NAMES:
        said = {one.name: BETWEEN.join(_as_before(old, new, one.name, spell))}
    silent = (word in ("", UNSAID) or SILENT.get(one.name) == word) and not _moved(one, old, new, spell)
    return Value(one, _shown(one, old), _shown(one, new), silent, said)


def _moved(one: Field, old: Row, new: Row, spell: Spell) -> bool:
    """Whether all its names stand in another field now, as units that helped and are charged: nothing is lost then."""
    others = {name for other in _spoken(new) if other.sort is Sort.NAMES for name in named(new, other.name, spell)}
    return one.sort is Sort.NAMES and others.issuperset(named(old, one.name, spell))


def _as_before(old: Row, new: Row, field: str, spell: Spell) -> list[str]:
    """The new names, each that stays as the plan spells it."""
    known = {spell(name): name for name in names_in(old.said.get(field, ""))}
    return [known.get(spell(name), name) for name in names_in(new.said.get(field, ""))]


def _shown(one: Field, row: Row) -> str:
    word = row.said.get(one.name, "")
    if one.name == "value":
        return row.said.get("as_written") or f"{word}{row.said.get('unit', '')}"
    return one.choices.get(word, word)
