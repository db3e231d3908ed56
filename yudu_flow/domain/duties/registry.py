"""All kinds of duty by their ids, in the order in which lists have them.

What is asked of them all is read anew each time: a kind that is added is in every list.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from yudu_flow.domain.cycle import Cycle
from yudu_flow.domain.duties.instruction import INSTRUCTION
from yudu_flow.domain.duties.kind import Closing, Due, Kind, Owing, RequestPart
from yudu_flow.domain.duties.report import REPORT
from yudu_flow.domain.duties.request import CALL_BACK, HELP, REQUEST
from yudu_flow.domain.duties.task import TASK
from yudu_flow.domain.duties.visit import VISIT

KINDS = {kind.id: kind for kind in (REPORT, VISIT, TASK, INSTRUCTION, REQUEST, HELP, CALL_BACK)}


class Those(Sequence[str]):
    """The ids of the kinds of which something is true."""

    def __init__(self, true: Callable[[Kind], bool]) -> None:
        self._true = true

    def __iter__(self) -> Iterator[str]:
        return (id for id, kind in KINDS.items() if self._true(kind))

    def __contains__(self, id: object) -> bool:
        return id in KINDS and self._true(KINDS[str(id)])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, place: Any) -> Any:
        return tuple(self)[place]


WRITTEN = Those(lambda kind: kind.written)
"""Those that are reported in words, which board, matrix and summary are about."""
COUNTED = Those(lambda kind: kind.counted)
"""Those that are complete when so many firms were visited."""
REPORTED = Those(lambda kind: kind.reported)
"""Those that are complete when their owner says so."""
CLOSED = Those(lambda kind: kind.closing in (Closing.OFFICE, Closing.GIVER))
"""Those of which somebody of the bureau says so after their owner."""
RETURNED = Those(lambda kind: kind.closing is not Closing.NOBODY)
"""Those that may come back to their owner."""
PLANNED = Those(lambda kind: kind.owing in (Owing.BEARERS, Owing.NAMED))
"""Those that a plan names among its duties."""
DATED = Those(lambda kind: kind.owing is Owing.LEADS and kind.due is Due.OWN_DAY)
"""Those that come from the days by which assignments are to be done."""
GIVEN = Those(lambda kind: kind.owing is Owing.GIVEN)
"""Those that somebody gives to a unit."""
HANDED = Those(lambda kind: kind.part is not None)
"""Those that are steps of a firm's request."""
LED = Those(lambda kind: kind.part is RequestPart.LEAD)
"""The one that whoever leads owes."""
ANSWERED = Those(lambda kind: kind.part in (RequestPart.LEAD, RequestPart.HELP))
"""Those of them that a unit answers."""
CALLED_BACK = Those(lambda kind: kind.part is RequestPart.CALL)
"""The one that the firm is called for."""
SPOKEN = Those(lambda kind: kind.owing in (Owing.GIVEN, Owing.HANDED))
"""Those that begin with somebody's words."""


def part_kind(part: RequestPart) -> Kind:
    """The kind that is that step of a firm's request."""
    return next(kind for kind in KINDS.values() if kind.part is part)


def blocks() -> dict[str, tuple[Kind, Cycle]]:
    """What each block of ladders in rules.yaml is for that has a name of its own."""
    return {kind.block(cycle): (kind, cycle) for kind in KINDS.values() for cycle in kind.ladders}


def folders() -> dict[str, str]:
    """The folders in notifications/ that say the rungs of all kinds, with what each is called."""
    return dict(pair for kind in KINDS.values() for pair in kind.says.folders)
