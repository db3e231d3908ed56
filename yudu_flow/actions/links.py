"""Short links for messages: a stored random code leads one person to one unit's period; none without a base URL."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.codes import SHORT, new_code
from yudu_flow.actions.look import Sight
from yudu_flow.storage import links

LIST = "all"
VALID_AFTER_DEADLINE = timedelta(days=10)


@dataclass
class Links:
    """The links of one batch; one that exists is used again."""

    bureau: Bureau
    db: Connection
    now: datetime
    _made: list[str] = field(default_factory=list)

    def to(self, recipient: str, sight: Sight) -> str:
        """The link for this person to this item, empty where the bureau has no address for pages."""
        if not self.bureau.base_url:
            return ""
        code = links.find_or_put(
            self.db,
            {
                "code": new_code(SHORT),
                "bureau": self.bureau.key,
                "recipient": recipient,
                "unit": sight.owed.unit,
                "period": sight.owed.period,
                "issued_at": self.now,
                "expires_at": max(sight.state.late_from, self.now) + VALID_AFTER_DEADLINE,
            },
        )
        self._made.append(f"{self.bureau.base_url.rstrip('/')}/s/{code}")
        return f"{self._made[-1]}/{sight.owed.id}"

    def first(self, *, short: bool) -> str:
        """What the letter itself carries: the first link made since the last call, to the list of everything open.

        A `short` one, for an SMS, says no more than who comes.
        """
        made, self._made = self._made, []
        return "" if not made else made[0] if short else f"{made[0]}/{LIST}"
