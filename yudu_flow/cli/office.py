"""What a command works on: settings, the bureau on its database, the ways out. Imported where a command needs them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

from yudu_flow.cli.options import instant
from yudu_flow.cli.output import say

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.assembly import Ways
    from yudu_flow.content.home import Content
    from yudu_flow.settings import Settings
    from yudu_flow.storage.attachments import Store


def settings() -> Settings:
    """The machine's settings. Raises BadRequest where one cannot be read."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from yudu_flow.domain.errors import BadRequest
    from yudu_flow.settings import Settings, read_settings

    try:
        return read_settings()
    except ValidationError as error:
        given = {str(one["loc"][0]): one["input"] for one in error.errors()}
        raise BadRequest(_wrong(given)) from error
    except SettingsError as error:  # which says only in its text what it was about
        words = {*re.findall(r"\w+", str(error))}
        raise BadRequest(_wrong({name: None for name in Settings.model_fields if name in words})) from error
    except ValueError as error:  # a file that cannot be read, or says what is not its own to say
        raise BadRequest(str(error)) from error


def machine() -> Settings:
    """The same, for whoever works with what the program keeps: closed to others first."""
    from yudu_flow.upkeep.modes import close_to_others

    found = settings()
    close_to_others(found)
    return found


def _wrong(given: Mapping[str, object]) -> str:
    """Each setting that cannot be used, with what it says, unless that is a secret, and what would be right."""
    from yudu_flow.settings import SECRET, right_of

    shown = {name: f"“{value}”" for name, value in given.items() if isinstance(value, str) and name not in SECRET}
    lines = [f"YUDU_FLOW_{name.upper()} {shown.get(name, '')}应为 {right_of(name)}" for name in given]
    return f"设置有误，请核对环境变量或 .env：{'；'.join(lines)}"


def content(today: date, until_year: int | None = None) -> Content:
    """The content of this home, without its database. Raises BrokenContent."""
    from yudu_flow.content.home import load

    return load(settings().home, today, until_year or today.year)


def bureau(now: datetime) -> Bureau:
    """The bureau on the configured database."""
    from yudu_flow.assembly import bureau_of
    from yudu_flow.domain.errors import BadRequest

    found = machine()
    if found.many:
        raise BadRequest("YUDU_FLOW_HOMES 里有几个局：请用 YUDU_FLOW_HOME 写明是哪一个，例如 它的文件夹/局名")
    return bureau_of(found, now)


def bureau_at(at: str | None) -> tuple[Bureau, datetime]:
    """It at the instant that `--at` gives, and that instant; now where none is given."""
    now = instant(at)
    return bureau(now), now


@contextmanager
def reading(at: str | None) -> Iterator[tuple[Bureau, Connection, datetime]]:
    """The same, with one consistent look at what is stored."""
    found, now = bureau_at(at)
    with found.reading() as db:
        yield found, db, now


def owner_in(at: Bureau, name: str | None) -> str:
    """Whoever is meant, as the roster calls them; empty where nobody is. Raises NotFound, which lists the units."""
    from yudu_flow.actions.acts.act import owner_named

    return owner_named(at, name) if name else ""


def store(at: Bureau) -> Store:
    """Where the files of reports lie."""
    from yudu_flow.assembly import store_of

    return store_of(settings(), at.engine)


def ways(at: Bureau) -> Ways:
    """The configured ways out; what is wrong with one is said, and the others go on."""
    from yudu_flow.assembly import shut, ways_of
    from yudu_flow.wording.names import CHANNELS

    opened = ways_of(settings(), at.content)
    for channel, reason in shut(opened).items():
        say(f"{CHANNELS[channel]}发不出去：{reason}", err=True)
    return opened
