"""The unit to which somebody gives something by its name: one that is there on that day."""

from datetime import date

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import NotAllowed, NotFound


def given_unit(bureau: Bureau, name: str, day: date, field: str) -> str:
    """Its name in the roster. Raises NotFound, which lists them, and NotAllowed for one that has ended by `day`.

    `field` is where the name was typed.
    """
    unit = bureau.roster.unit_named(name)
    if unit is None:
        raise NotFound(f"名册中没有单位“{name}”；现有单位：{'、'.join(bureau.roster.standing(day))}")
    if unit.gone(day):
        after = bureau.roster.unit_on(unit.name, day)
        instead = f"，请交给{after.name}" if after else ""
        raise NotAllowed(f"“{unit.name}”已经撤并{instead}", needs=(field,))
    return unit.name
