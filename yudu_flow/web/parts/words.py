"""Template filters: instants, days, standings and amounts as people here write them."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from yudu_flow.actions.access.links import without_code
from yudu_flow.domain.amount import Amount, spell_amount
from yudu_flow.domain.channels import masked, way_of
from yudu_flow.domain.duties.kind import Kind
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.firm_request import number_of
from yudu_flow.domain.period import ZONE, spell_date, spell_day, spell_deadline, spell_moment
from yudu_flow.domain.roster import is_placeholder
from yudu_flow.wording import yearly
from yudu_flow.wording.browsers import spell_browser
from yudu_flow.wording.cases import decided_by
from yudu_flow.wording.details import spell_detail
from yudu_flow.wording.names import CHANNELS, spell_kind
from yudu_flow.wording.periods import (
    EVERY,
    how_often,
    period_before,
    period_label,
    report_name,
    short_period,
    spell_owed,
    spell_period,
    this_period,
)
from yudu_flow.wording.reasons import CHOICES, QUESTIONS, spell_reason
from yudu_flow.wording.standings import FLAGS, MESSAGES, OUTCOMES
from yudu_flow.wording.trace import NOTICES, VERDICTS, spell_rung

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def moment(instant: datetime | None) -> str:
    """9月27日 15:04; the year stands in the heading."""
    return spell_moment(instant) if instant else ""


def full_moment(instant: datetime | None) -> str:
    """2020年9月27日 15:04."""
    return f"{instant.astimezone(ZONE).year}年{moment(instant)}" if instant else ""


def address_by(address: str | None, channel: str) -> str:
    """Where a message goes, as the office sees it: of what is somebody's own number, not all."""
    return masked(address) if address and not way_of(channel).whole else (address or "")


def amount(value: Amount | None) -> str:
    """482,000; empty where there is none."""
    return "" if value is None else spell_amount(value)


def _of(words: dict[str, str]) -> Callable[..., str]:
    """A filter that says them; a kind of duty may have words of its own."""
    return lambda name, own=(): dict(own).get(str(name)) or words.get(str(name), str(name))


def titled(one: Any) -> str:
    """2020年9月稳就业月报, of an obligation or an item of a list; what comes once has no period to be named."""
    kind = one.kind if isinstance(one.kind, Kind) else KINDS[one.kind]
    return spell_owed("", one.period, one.title, once=not kind.cyclic)


def is_day(words: str) -> bool:
    """Whether a browser's date field can show it: 2020-9-1 it would show as empty, and lose."""
    return bool(ISO_DAY.fullmatch(words))


def opens(at: str, faults: Mapping[str, str], touched: str) -> bool:
    """Whether a fold of a form is open: something in it is wrong, or was just moved or added."""
    return any(f"{name}.".startswith(f"{at}.") for name in (touched, *faults))


FILTERS: dict[str, Callable[..., Any]] = {
    "browser": spell_browser,
    "moment": moment,
    "full_moment": full_moment,
    "deadline": spell_deadline,
    "day": spell_day,
    "full_day": spell_date,
    "without_code": without_code,
    "period": spell_period,
    "this_period": this_period,
    "period_before": period_before,
    "period_label": period_label,
    "report_name": report_name,
    "short_period": short_period,
    "address_by": address_by,
    "amount": amount,
    "placeholder": is_placeholder,
    "outcome": _of(OUTCOMES),
    "flag": _of(FLAGS),
    "message_state": _of(MESSAGES),
    "channel": _of(CHANNELS),
    "kind": spell_kind,
    "decided_by": decided_by,
    "choice": _of(CHOICES),
    "every": EVERY.__getitem__,
    "goes": _of({str(one): word for one, word in yearly.CHOICES.items()}),
    "question": _of(QUESTIONS),
    "reason": spell_reason,
    "titled": titled,
    "said": spell_detail,
    "rung": spell_rung,
    "verdict": _of(VERDICTS),
    "notice": _of(NOTICES),
    "request_number": number_of,
    "how_often": how_often,
    "is_day": is_day,
    "opens": opens,
}
