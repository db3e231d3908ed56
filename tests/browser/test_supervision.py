"""The supervisor's page and its door: fit for everybody, on a phone and on a desk."""

from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.test_every_page import faults
from tests.browser.visitors import Crowd, Door, aside
from tests.bureau import Clock
from tests.homes import add_home, homes_in
from yudu_flow.rounds import Rounds
from yudu_flow.web.porter import Porter

KEY = "a key for the city"


def test_the_supervisors_page_is_fit_for_everybody(tmp_path: Path, chromium: Browser, size: str, door: Door) -> None:
    for name in ("east", "west"):
        add_home(tmp_path / "homes", name)
    who = {"赣州市": {"key": sha256(KEY.encode()).hexdigest()}}
    homes = homes_in(tmp_path / "homes", f"sqlite:///{tmp_path / 'city.db'}", supervisors=who)
    aside(Rounds(homes, Clock()).make)
    door.app, crowd = Porter(homes, Clock()), Crowd(chromium, door.address, size)
    person = crowd.stranger()
    found = [*faults(person, "/supervise", "phone")]
    person.page.fill("#key", KEY)
    person.page.click("main button")
    assert person.page.locator("h1").inner_text() == "2020年9月"
    found += [fault for size in ("phone", "desk") for fault in faults(person, "/supervise", size)]
    crowd.leave()
    assert found == []
