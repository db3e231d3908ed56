"""A city's bureaus behind one port, for the tests of what lies between them."""

from dataclasses import dataclass

from tests.bureau import Clock
from tests.web.browser import Browser
from yudu_flow.actions.bureau import Bureau
from yudu_flow.homes import Homes
from yudu_flow.web.porter import Porter

CITY = "http://city.example"


@dataclass
class Bureaus:
    """Its homes, and what its visitors come to."""

    homes: Homes
    app: Porter
    clock: Clock

    def bureau(self, name: str) -> Bureau:
        """One of them."""
        home = self.homes.named(name)
        assert home is not None
        loaded = self.homes.open(home, self.clock())
        assert loaded is not None, home.fault
        return loaded.force.current()

    def browser(self, address: str = CITY) -> Browser:
        """A stranger's."""
        return Browser(self.app, base_url=address, follow_redirects=True)
