"""The period that an address names."""

from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.period import Period


def chosen_period(period: str) -> str | None:
    """The period in an address, None where it names none. Raises BadRequest for what is none."""
    if not period:
        return None
    try:
        return str(Period.parse(period))
    except ValueError:
        raise BadRequest("周期应写成 2020-09 这样的年-月，或 2020-W38、2020-Q3、2020-H2、2020") from None
