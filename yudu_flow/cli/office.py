"""What a command works on: settings, the bureau on its database, the ways out. Imported where a command needs them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from yudu_flow.cli.output import say

if TYPE_CHECKING:
    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.assembly import Ways
    from yudu_flow.settings import Settings


def settings() -> Settings:
    """The machine's settings. Raises BadRequest where one cannot be read."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from yudu_flow.domain.errors import BadRequest
    from yudu_flow.settings import NotUtf8, read_settings

    try:
        return read_settings()
    except NotUtf8 as error:
        raise BadRequest(str(error)) from error
    except (SettingsError, ValidationError) as error:
        raise BadRequest(f"设置有误，请核对环境变量或 .env 中的 {_wrong(error)}") from error


def machine() -> Settings:
    """The same, for whoever works with what the program keeps: closed to others first."""
    from yudu_flow.upkeep.modes import close_to_others

    found = settings()
    close_to_others(found)
    return found


def _wrong(error: ValueError) -> str:
    """The names of the settings at fault; where a setting cannot even be read, the text mentions it."""
    from pydantic import ValidationError

    from yudu_flow.settings import Settings

    parts = error.errors() if isinstance(error, ValidationError) else []
    words = {str(part["loc"][0]) for part in parts} or {*re.findall(r"\w+", str(error))}
    return "、".join(f"YUDU_FLOW_{name.upper()}" for name in Settings.model_fields if name in words)


def bureau(now: datetime) -> Bureau:
    """The bureau on the configured database."""
    from yudu_flow.assembly import bureau_of

    return bureau_of(machine(), now)


def ways(at: Bureau) -> Ways:
    """The configured ways out; what is wrong with one is said, and the others go on."""
    from yudu_flow.assembly import shut, ways_of
    from yudu_flow.wording.names import CHANNELS

    opened = ways_of(settings(), at.content)
    for channel, reason in shut(opened).items():
        say(f"{CHANNELS[channel]}发不出去：{reason}", err=True)
    return opened
