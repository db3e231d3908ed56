"""Nobody judges himself: who decides on what an owner owes. Source: 2-semantics "Fair in practice"."""

from collections.abc import Iterable
from datetime import date

from yudu_flow.domain.roster import Person, Roster, Unit


def deciding_post(roster: Roster, unit: str, owner: str, posts: Iterable[str | None], day: date) -> str | None:
    """The first of `posts` whose holder on `day` judges nothing of their own, else the principal leader's.

    `owner` is the id of a person who owes, empty for a unit. A vacant post stays: who comes into it decides. Where no
    leader is named at all, none decides.
    """
    named = [post for post in posts if post]
    chain = dict.fromkeys([*named, *(roster.leadership[:1] if named else [])])
    return next((post for post in chain if not _owes(roster, unit, owner, post, day)), None)


def filling(roster: Roster, post: str | None, day: date) -> Person | None:
    """Who fills a leader's post on `day`; a leader without a post is named in person."""
    if post in roster.posts:
        return roster.holder(post, day)
    return roster.acting(post, day) if post in roster.people else None


def _owes(roster: Roster, unit: str, owner: str, post: str, day: date) -> bool:
    person = filling(roster, post, day)
    return person is not None and (person.id == owner or person.id in _heads(roster, roster.unit(unit), day))


def _heads(roster: Roster, unit: Unit, day: date) -> set[str | None]:
    """Who heads the unit, and who stands in for them."""
    post, acting = roster.posts.get(unit.head), roster.holder(unit.head, day)
    return {post.holder(day) if post else None, acting.id if acting else None} - {None}
