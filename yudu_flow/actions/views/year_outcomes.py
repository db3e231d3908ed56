"""What became of the reports of the last twelve months: outcomes that add up to what was expected. Reads only."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from yudu_flow.actions.look import Sight
from yudu_flow.domain.bucket import Bucket, count
from yudu_flow.domain.period import Period
from yudu_flow.wording.periods import spell_period
from yudu_flow.wording.standings import OUTCOMES

MONTHS = 12
WORDS = OUTCOMES | {"open": "尚未报送"}
IN_ORDER = tuple(Bucket)


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One month; `counts` follows IN_ORDER and adds up to `expected`. `ended`: it is closed, and says no more."""

    period: str
    counts: tuple[int, ...]
    ended: bool

    @property
    def expected(self) -> int:
        """How many reports were owed."""
        return sum(self.counts)


def months_of(sights: Iterable[Sight], settled: Mapping[str, Counter[str]], last: str, now: datetime) -> list[MonthSum]:
    """The twelve months up to `last`, without the leading ones in which nothing was owed; periods of other cycles are
    counted to their months.

    `settled` counts by month and outcome what was closed and is not among `sights`.
    """
    end, known = Period.parse(last), [*sights]
    periods = [str(end.shift(-back)) for back in range(MONTHS - 1, -1, -1)]
    months = [_month(period, known, settled.get(period, Counter()), now) for period in periods]
    first = next((place for place, month in enumerate(months) if month.expected), len(months))
    return months[first:]


def _month(period: str, sights: Sequence[Sight], settled: Counter[str], now: datetime) -> MonthSum:
    mine = [sight.state for sight in sights if sight.owed.month == period]
    found = count(mine, now) + settled
    return MonthSum(period, tuple(found[kind] for kind in IN_ORDER), all(state.closed_at for state in mine))


def change_words(months: Sequence[MonthSum]) -> str:
    """One line: the last month that is closed against the month before it; empty where there is none."""
    told = next((place for place in range(len(months) - 1, 0, -1) if months[place].ended), None)
    if told is None:
        return ""
    now, before = months[told], months[told - 1]
    moved = [
        f"{WORDS[kind]}{'多' if new > old else '少'}{abs(new - old)}项"
        for kind, new, old in zip(IN_ORDER, now.counts, before.counts, strict=True)
        if new != old
    ]
    return f"{spell_period(now.period)}与上月相比：{'，'.join(moved) or '没有变化'}。"
