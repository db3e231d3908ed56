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
    judged = owner, *_heads(roster, roster.unit(unit), day)
    for post in (*named, *(roster.leadership[:1] if named else ())):
        person = filling(roster, post, day)
        if person is None or person.id not in judged:
            return post
    return None


def filling(roster: Roster, post: str | None, day: date) -> Person | None:
    """Who fills a leader's post on `day`; a leader without a post is named in person."""
    if post in roster.posts:
        return roster.holder(post, day)
    return roster.acting(post, day) if post in roster.people else None


def _heads(roster: Roster, unit: Unit, day: date) -> tuple[str | None, str | None]:
    """Who heads the unit, and who stands in for them."""
    post = roster.posts.get(unit.head)
    held = post.holder(day) if post else None
    acting = roster.acting(held, day) if held else None
    return held, acting.id if acting else None
