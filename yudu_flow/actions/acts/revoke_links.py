"""The office ends every link that leads to a unit, for one that fell into wrong hands.

Of every period: each of them opens whatever the unit has still to do. The next message carries a new one. What
calendars subscribed to by one of them ends too.
"""

from yudu_flow.actions.acts.act import Act, Scene
from yudu_flow.actions.acts.verb import verb
from yudu_flow.actions.bureau import local_day
from yudu_flow.domain.deeds import Doers
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.storage import calendar_feeds, links


@verb(
    "links",
    "停用链接",
    Doers.OFFICE,
    "已发给单位的链接立即失效，下一次通知会带新链接。",
    called="停用链接",
    done="链接已停用，下一次通知会带新链接",
    script=None,  # a play sends no links
)
def revoke_links(scene: Scene) -> Act:
    """End them. Raises NotAllowed where there is none."""
    unit = scene.sight.owed.unit
    count = links.revoke(scene.db, scene.bureau.key, unit, scene.at)
    roster, day = scene.bureau.roster, local_day(scene.at)
    people = [one for one in roster.people if roster.answers_for(one, unit, day)]
    count += calendar_feeds.revoke(scene.db, scene.bureau.key, people, scene.at, by_link=True)
    if not count:
        raise NotAllowed(f"{unit}没有在用的链接")
    return Act(Fact(FactKind.LINKS_REVOKED, scene.at), {"count": count})
