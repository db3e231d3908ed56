"""Takes the pictures in the help from the real app, as the demonstration's first month goes by: `make pictures`.

Beside the pictures stand fingerprints of the words that their pages showed. A test compares them with today's pages, so
that no picture shows what the app no longer says.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.browser.chromium import started
from tests.browser.visitors import Crowd, Person, aside, listening
from tests.bureau import instant
from yudu_flow.actions.access.accounts import ADMIN
from yudu_flow.simulation.demo import Demo
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading
from yudu_flow.web.app import Console
from yudu_flow.web.doors.hall import Hall
from yudu_flow.web.parts.pages import STATIC

FOLDER = STATIC / "help"
FINGERPRINTS = Path(__file__).with_name("help_pictures.json")
QUALITY = 80


@dataclass(frozen=True)
class Picture:
    """What to look at: when, as whom, where, on which screen, and how much of it. `{…}` is a unit's report."""

    name: str
    at: str
    person: str
    path: str
    size: str
    height: int


PICTURES = (
    Picture("unit-mine", "2020-09-21T09:00", "lai-xiaoyun", "/mine", "phone", 640),
    Picture("unit-report", "2020-09-21T09:00", "lai-xiaoyun", "/mine/{就业局}/report", "phone", 760),
    Picture("office-board", "2020-09-24T09:00", "wen-jing", "/office", "desk", 860),
    Picture("office-obligation", "2020-09-24T09:00", "wen-jing", "/office/{农保局}", "desk", 860),
    Picture("admin-people", "2020-09-24T09:00", ADMIN, "/admin", "desk", 520),
    Picture("leader-desk", "2020-10-19T09:00", "li-ming", "/leader", "desk", 700),
    Picture("leader-decide", "2020-10-19T09:00", "li-ming", "/leader/{就业局}", "desk", 860),
    Picture("office-summary", "2020-10-19T09:00", "wen-jing", "/office/summary?period=2020-09", "desk", 860),
)


@contextmanager
def stage(chromium: Browser) -> Iterator[tuple[Demo, dict[str, Crowd]]]:
    """The demonstration's bureau in a console without the bar that moves time, at both sizes of screen."""
    with tempfile.TemporaryDirectory() as folder, listening() as (address, answer):
        demo = aside(lambda: Demo(Path(folder), address))
        demo.habits.accepts = False
        answer(Console(Hall(demo.bureau, demo.clock, demo.settings, b"for pictures only")))
        crowds = {size: Crowd(chromium, address, size) for size in ("phone", "desk")}
        yield demo, crowds
        for crowd in crowds.values():
            crowd.leave()
        demo.close()


def shown(chromium: Browser) -> Iterator[tuple[Picture, Person]]:
    """Each picture's page before somebody's eyes, in order of time."""
    people: dict[str, Person] = {}
    with stage(chromium) as (demo, crowds):
        for picture in PICTURES:
            aside(partial(move, demo, instant(picture.at)))
            if picture.person not in people:  # the doors let nobody try too often
                crowd, admin = crowds[picture.size], picture.person == ADMIN
                people[picture.person] = crowd.signed_in(demo.bureau(), demo.clock, picture.person, admin=admin)
            people[picture.person].look(picture.path.format_map(ids(demo)))
            yield picture, people[picture.person]


def move(demo: Demo, until: datetime) -> None:
    """Let events come until then."""
    while demo.now < until:
        demo.to_next()


def ids(demo: Demo) -> dict[str, int]:
    """Each unit's first report."""
    bureau = demo.bureau()
    with reading(bureau.engine) as db:
        return {row.owner: row.id for row in reversed(obligations.listed(db, bureau.key, kinds=("report",)))}


def fingerprint(person: Person) -> str:
    """Of the words on the page."""
    words = "".join(person.page.locator("main").inner_text().split())
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def take(picture: Picture, person: Person) -> None:
    """Put the upper part of the page into the help's folder."""
    width = person.page.viewport_size["width"] if person.page.viewport_size else 0
    person.page.set_viewport_size({"width": width, "height": picture.height})
    Image.open(BytesIO(person.page.screenshot())).save(FOLDER / f"{picture.name}.webp", quality=QUALITY, method=6)


def main() -> None:
    """Take them all."""
    FOLDER.mkdir(exist_ok=True)
    found = {}
    with started() as chromium:
        for picture, person in shown(chromium):
            take(picture, person)
            found[picture.name] = fingerprint(person)
    FINGERPRINTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
