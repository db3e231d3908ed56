"""Addresses that nobody types: what no text can hold, and what no number is that wide, break no page."""

import re
from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant

from tests.web.browser import Console
from tests.web.test_access import routes

ODD = ("%00", "9" * 30, "%ED%A0%80")
SAYS_HOW_IT_IS = "/health"
ENDS = ("0001", "0001-01-01", "9999-12", "9999-12-31")


def asked_of(dependant: Dependant) -> set[str]:
    """What an address may say behind its question mark."""
    deeper = (name for one in dependant.dependencies for name in asked_of(one))
    return {one.alias for one in dependant.query_params}.union(deeper)


def addresses(console: Console) -> Iterator[str]:
    """Every page, with each odd thing for all that its address can say."""
    for name, dependant in routes(console):
        method, _, path = name.partition(" ")
        for odd in ODD if method == "GET" and not path.startswith(SAYS_HOW_IT_IS) else ():
            asked = "&".join(f"{one}={odd}" for one in sorted(asked_of(dependant)))
            yield f"{re.sub(r'{[^}]*}', odd, path)}?{asked}"


@pytest.mark.only_postgresql
def test_no_page_breaks(september: Console) -> None:
    """A server refuses in text what a file takes."""
    clerk = september.account("lin-qiu", admin=True)
    found = {address: clerk.get(address).status_code for address in addresses(september)}
    assert len(found) > 60
    assert {address: code for address, code in found.items() if code >= 500} == {}


@pytest.mark.long
def test_no_page_breaks_at_either_end_of_the_calendar(september: Console) -> None:
    """Each thing that an address can say by itself: beside others that are odd it would be refused for those."""
    clerk = september.account("lin-qiu", admin=True)
    asked = {name.partition(" ")[2]: asked_of(dependant) for name, dependant in routes(september) if "GET" in name}
    pages = {f"{path}?{one}={end}" for path, said in asked.items() if "{" not in path for one in said for end in ENDS}
    assert len(pages) > 100
    assert {page: code for page in sorted(pages) if (code := clerk.get(page).status_code) >= 500} == {}
