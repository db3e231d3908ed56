"""Nobody judges himself: who decides on what an owner owes. Source: 2-semantics "Fair in practice"."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from yudu_flow.domain.roster import Person, Roster, Unit


@dataclass(frozen=True, slots=True)
class Judges:
    """Who judges on one `day`; who fills a post is looked up once, since a province's units share their leaders."""

    roster: Roster
    day: date
    _filled: dict[str, str | None] = field(default_factory=dict)

    def deciding(self, unit: str, owner: str, posts: Iterable[str | None]) -> str | None:
        """The first of `posts` whose holder judges nothing of their own, else the principal leader's.

        `owner` is the id of a person who owes, empty for a unit. A vacant post stays: who comes into it decides. Where
        no leader is named at all, none decides.
        """
        named = [post for post in posts if post]
        for post in (*named, *(self.roster.leadership[:1] if named else ())):
            person = self._filling(post)
            if person is None or not (person == owner or self._heads(person, unit)):
                return post
        return None

    def _heads(self, person: str, unit: str) -> bool:
        return person in self.roster.heading and person in _heads(self.roster, self.roster.unit(unit), self.day)

    def _filling(self, post: str) -> str | None:
        if post not in self._filled:
            person = filling(self.roster, post, self.day)
            self._filled[post] = person.id if person else None
        return self._filled[post]


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
