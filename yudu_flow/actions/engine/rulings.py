"""What the rules say of many obligations at one instant: of those that stand alike they are asked once."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain.decision import rule
from yudu_flow.domain.obligation import State
from yudu_flow.domain.situation import Ruling, Seen


@dataclass
class Rulings:
    """Remembers each ruling by the very state, which it keeps, and by what else was seen; nobody changes one."""

    bureau: Bureau
    now: datetime
    _made: dict[Hashable, tuple[State, Ruling]] = field(default_factory=dict)

    def on(self, sight: Sight, known: Seen) -> Ruling:
        """What is to be done about it."""
        key = (id(sight.state), *known.decided.items(), known.lapses, *known.told.items(), known.targets)
        if key not in self._made:
            ruling = rule(sight.state, known, self.bureau.rules, self.bureau.calendar, self.now)
            # With its state, whose id would else come back as another one's.
            self._made[key] = sight.state, ruling
        return self._made[key][1]
