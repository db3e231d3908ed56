"""Rehearsals that were played, remembered a while: one takes some seconds, and the content seldom changes.

One is played at a time. What is kept goes with the process, and nothing of it is a fact.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.processes.content_in_force import stamps_of
from yudu_flow.content.findings import BrokenContent, Finding, Level
from yudu_flow.domain.errors import BadRequest
from yudu_flow.simulation.rehearsal import RULES, Beginning, Coming, Differences, differences, rehearse

MOST = 8


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would go out, or the errors that keep the content from being played. `rules` are those that were tried."""

    coming: tuple[Coming, ...] = ()
    errors: tuple[Finding, ...] = ()
    problem: str = ""
    rules: str | None = None


class Rehearsals:
    """By the content's files, the firms of the register, the day and the texts that were tried."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Rehearsal] = OrderedDict()
        self._lock = Lock()

    def played(self, begin: Beginning, tried: str = "") -> Rehearsal | None:
        """What is remembered; `tried` names texts as `play` did. None where it was not played, or is outdated."""
        return self._kept.get(_key(begin, tried))

    def play(self, begin: Beginning, tried: Mapping[str, str] | None = None) -> str:
        """Play it unless it is known; returns the name of the texts that were tried, empty for those in force."""
        name = _name(tried)
        self._known(begin, name, tried or {})
        return name

    def _known(self, begin: Beginning, name: str, tried: Mapping[str, str]) -> Rehearsal:
        key = _key(begin, name)
        with self._lock:
            found = self._kept.get(key) or _play(begin, tried)
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return found

    def compared(self, begin: Beginning, tried: Mapping[str, str]) -> Rehearsal | Differences:
        """What other texts change in what goes out; where either cannot be played, that."""
        # Not looked up once they were played: what somebody else played meanwhile may have put them out of memory.
        before, after = self._known(begin, "", {}), self._known(begin, _name(tried), tried)
        broken = next((one for one in (before, after) if one.errors or one.problem), None)
        return broken or differences(before.coming, after.coming)


def _name(tried: Mapping[str, str] | None) -> str:
    return hashlib.sha256(repr(sorted(tried.items())).encode()).hexdigest()[:16] if tried else ""


def _play(begin: Beginning, tried: Mapping[str, str]) -> Rehearsal:
    rules = tried.get(RULES)
    try:
        return Rehearsal(rehearse(begin, tried), rules=rules)
    except BrokenContent as broken:
        return Rehearsal(errors=tuple(f for f in broken.findings if f.level is Level.ERROR), rules=rules)
    except BadRequest as refusal:
        return Rehearsal(problem=str(refusal), rules=rules)


def _key(begin: Beginning, tried: str) -> str:
    home = begin.settings.home
    said = repr((sorted(stamps_of(home).items()), begin.register))
    return f"{home}|{hashlib.sha256(said.encode()).hexdigest()}|{local_day(begin.now)}|{tried}"
