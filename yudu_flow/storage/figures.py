"""How a figure is stored: a double, which holds every whole one and four places of the others."""

from typing import Any

from sqlalchemy import Float
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from yudu_flow.domain.amount import Amount, whole


class FigureColumn(TypeDecorator[float]):
    """An amount: int in the program where it is whole."""

    impl = Float(53)
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> Amount | None:
        """Whole ones come back as they were given."""
        return None if value is None else whole(value)
