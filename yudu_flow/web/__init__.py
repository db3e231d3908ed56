"""Pages of the unit, the office and the leaders: page → action → storage and domain → page."""

import sys

from starlette.convertors import IntegerConvertor, register_url_convertor

# FastAPI asks of every annotation whether it is a model of pydantic 1, and loads all of that for it: 3 MB for nothing.
# None is Python's way to say that a module is not there, in which case FastAPI answers no.
sys.modules.setdefault("pydantic.v1", None)  # type: ignore[arg-type]  # documented, and not in its type


class Number(IntegerConvertor):
    """A number in an address, as `{id:int}`. No database holds a longer one, and Python reads only so many digits."""

    regex = "[0-9]{1,9}"


register_url_convertor("int", Number())  # before any page names its address
