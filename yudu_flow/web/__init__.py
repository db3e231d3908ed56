"""Pages of the unit, the office and the leaders: page → action → storage and domain → page."""

from starlette.convertors import IntegerConvertor, register_url_convertor


class Number(IntegerConvertor):
    """A number in an address, as `{id:int}`. No database holds a longer one, and Python reads only so many digits."""

    regex = "[0-9]{1,9}"


register_url_convertor("int", Number())  # before any page names its address
