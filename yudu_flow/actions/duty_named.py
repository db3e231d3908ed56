"""Which duty somebody means: by its id, which is one of a kind in all plans, by its title, or by a part of that."""

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.domain.names import name_key
from yudu_flow.domain.plan import Duty, Plan


def duty_named(bureau: Bureau, name: str) -> tuple[Plan, Duty]:
    """The duty with its plan. Raises NotFound, which lists them, BadRequest where several are called so."""
    known, key = [*bureau.duties()], name_key(name)
    whole = [one for one in known if one[1].id == name.strip()] or [
        one for one in known if name_key(one[1].title) == key
    ]
    found = whole or [one for one in known if key and key in name_key(one[1].title)]
    if len(found) == 1:
        return found[0]
    listed = "、".join(f"{duty.title}（{duty.id}）" for _, duty in found or known)
    if found:
        raise BadRequest(f"“{name}”可能是：{listed}；请写编号")
    raise NotFound(f"没有事项“{name}”；现有：{listed}")
