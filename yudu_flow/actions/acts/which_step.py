"""Which step of a firm's request an act means, for whoever writes down its number: commands and scripts."""

from datetime import datetime
from typing import Any

from yudu_flow.actions.acts.act import Sought, owner_named
from yudu_flow.actions.acts.verb import Verb
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.actions.matters import Matter, matter_numbered
from yudu_flow.domain.duties.registry import HANDED
from yudu_flow.domain.errors import BadRequest, NotFound


def the_request(bureau: Bureau, number: int, now: datetime) -> Matter:
    """The request of that number. Raises NotFound."""
    with bureau.reading() as db:
        found = matter_numbered(bureau, db, number, now)
    if found is None:
        raise NotFound(f"没有第{number}号企业诉求")
    return found


def the_step(bureau: Bureau, verb: Verb[Any], number: int, owner: str, now: datetime) -> Sought:
    """The step to which that act fits, of `owner` where one is named; else the last of its kinds, which says why not.

    Raises NotFound, and BadRequest that names the owners where several fit.
    """
    matter = the_request(bureau, number, now)
    if verb.kinds is HANDED:  # it is about the whole request
        return _target(matter.lead)
    name = owner_named(bureau, owner) if owner else ""
    mine = [one for one in matter.sights if one.owed.kind in verb.kinds and name in ("", one.owed.owner)]
    if not mine:
        raise NotFound(f"第{number}号企业诉求里{name or '现在'}没有可以{verb.words}的事项")
    fit = [one for one in mine if verb.refuses(one, now) is None]
    owners = {one.owed.owner: one for one in fit}
    if len(owners) > 1:
        raise BadRequest(f"第{number}号企业诉求有几个单位，请写明单位：{'、'.join(owners)}", needs=("unit",))
    return _target((fit or mine)[-1])


def _target(sight: Sight) -> Sought:
    return Sought(sight.owed.owner, "", sight.owed.duty)
