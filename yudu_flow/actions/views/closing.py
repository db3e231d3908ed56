"""What had become of an obligation when its period closed, in the words for what it was then. Reads only."""

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.history import fold
from yudu_flow.storage import events, obligations
from yudu_flow.wording.standings import stand


def closing_words(bureau: Bureau, sight: Sight) -> dict[int, str]:
    """By the event that closed it, from what was known then: what came later stands in later lines."""
    found = {}
    for place, row in enumerate(sight.events, 1):
        if row.kind == FactKind.CLOSED:
            then = fold(obligations.terms(sight.owed), events.facts(sight.events[:place]))
            found[row.id] = stand(then, bureau.rules, bureau.calendar, row.at).result
    return found
