"""A form as a browser would send it: every field with what the page put into it."""

from typing import Any

from lxml.html import document_fromstring


def fields_of(page: str, action: str) -> dict[str, str]:
    """What the form that goes to `action` holds, its buttons aside."""
    form: Any = next(one for one in document_fromstring(page).forms if one.action == action)
    return {name: value or "" for name, value in form.form_values()}


def name_of(fields: dict[str, str], ending: str, value: str) -> str:
    """The one field of that ending with that value."""
    [found] = [name for name, held in fields.items() if name.endswith(ending) and held == value]
    return found
