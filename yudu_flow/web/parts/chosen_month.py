"""The month that an address names."""

from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.period import Period


def chosen_month(period: str) -> str | None:
    """The month in an address, None where it names none. Raises BadRequest for what is not a month."""
    if not period:
        return None
    try:
        return str(Period.parse(period))
    except ValueError:
        raise BadRequest("月份应写成 2020-09 这样的年-月") from None
