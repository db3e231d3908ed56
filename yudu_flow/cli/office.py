"""What a command works on: settings, the bureau on its database, the ways out. Imported where a command needs them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.assembly import Ways
    from yudu_flow.settings import Settings


def settings() -> Settings:
    """The machine's settings."""
    from yudu_flow.settings import Settings

    return Settings()


def bureau(now: datetime) -> Bureau:
    """The bureau on the configured database."""
    from yudu_flow.assembly import bureau_of

    return bureau_of(settings(), now)


def ways(at: Bureau) -> Ways:
    """The configured ways out."""
    from yudu_flow.assembly import ways_of

    return ways_of(settings(), at.content)
