"""Where things stand in the roster's text: found or refused, set word by word."""

from datetime import date

from yudu_flow.content.plain_yaml import Trail
from yudu_flow.content.yaml_text import YamlText, is_word
from yudu_flow.domain.errors import NotFound

Trails = tuple[Trail, ...]
"""Under these alone may anything differ after a change."""


def set_word(roster: YamlText, trail: Trail, word: str | None) -> None:
    """Put a word that is another than the one there; an empty one takes the key out, None leaves it as it is."""
    if word is None:
        return
    word = word.strip()
    if not word:
        roster.drop(trail)
    elif roster.word(trail) != word:
        roster.put(trail, word)


def set_words(roster: YamlText, trail: Trail, words: tuple[str, ...]) -> None:
    """Make a list hold these, touching only what goes and comes."""
    wanted = [*dict.fromkeys(word.strip() for word in words if word.strip())]
    held = roster.words(trail)
    # From the last one: what is dropped moves up those behind it.
    for at in reversed(range(len(held))):
        if held[at] not in wanted or held[at] in held[:at]:
            roster.drop((*trail, at))
    for word in wanted:
        if word not in held:
            roster.append(trail, word)


def section(roster: YamlText, name: str, empty: list[str] | dict[str, str]) -> Trail:
    """A section of the file; one that is missing, or has nothing written behind it, is made."""
    node = roster.find((name,))
    if node is None or is_word(node):
        roster.put((name,), empty)
    return (name,)


def found_person(roster: YamlText, person: str) -> Trail:
    return _there(roster, ("people", person), f"名册里没有人员编号“{person}”")


def found_unit(roster: YamlText, unit: str) -> Trail:
    return _there(roster, ("units", unit), f"名册里没有单位“{unit}”")


def found_leading(roster: YamlText, post: str) -> Trail:
    return _there(roster, ("leadership", post), f"名册里没有领导岗位“{post}”")


def found_post(roster: YamlText, post: str) -> Trail:
    unit, _, which = post.rpartition(".")
    trail: Trail = ("units", unit, which) if which in ("liaison", "head") and unit else ("leadership", post)
    return _there(roster, trail, f"名册里没有岗位“{post}”")


def found_group(roster: YamlText, group: str) -> Trail:
    names = [roster.word(("groups", at, "name")) for at in range(roster.count(("groups",)))]
    if group not in names:
        raise NotFound(f"名册里没有集合“{group}”")
    return ("groups", names.index(group))


def _there(roster: YamlText, trail: Trail, otherwise: str) -> Trail:
    if roster.find(trail) is None:
        raise NotFound(otherwise)
    return trail


def keys(roster: YamlText, name: str) -> list[str]:
    """What a section's entries are called."""
    node = roster.find((name,))
    return [str(key.value) for key, _ in node.value] if roster.count((name,)) and node else []


def day_at(roster: YamlText, trail: Trail) -> date | None:
    """A day as the roster's shape reads it: 2021-4-1 is one too."""
    word = roster.word(trail)
    return date(*(int(part) for part in word.split("-"))) if word else None
