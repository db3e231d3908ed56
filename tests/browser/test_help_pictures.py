"""The pictures in the help show what the app says today, and the help shows all of them."""

import json
import re

import pytest
from playwright.sync_api import Browser

from tests.browser.help_pictures import FINGERPRINTS, FOLDER, PICTURES, fingerprint, shown
from yudu_flow.web.parts.pages import STATIC

HELP = STATIC.parent / "templates" / "help"


@pytest.mark.long
def test_they_show_what_the_app_says(chromium: Browser) -> None:
    today = {picture.name: fingerprint(person) for picture, person in shown(chromium)}
    assert today == json.loads(FINGERPRINTS.read_text(encoding="utf-8")), "take them anew: make pictures"


def test_the_help_shows_each_of_them() -> None:
    pages = "".join(page.read_text(encoding="utf-8") for page in HELP.glob("*.html"))
    named = {picture.name for picture in PICTURES}
    assert set(re.findall(r"shot\('([a-z-]+)'", pages)) == named
    assert {file.stem for file in FOLDER.glob("*.webp")} == named
