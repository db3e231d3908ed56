"""What a machine knew of a folder's homes when it last looked: whose they are, and when each is to be looked at again.

Kept in the database: a start then reads the homes alone whose files have changed since, or whose time has come.
"""

import platform
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from yudu_flow.storage import glances
from yudu_flow.storage.access_rows import GlanceRow
from yudu_flow.storage.database import reading, writing

TOGETHER = 200
"""So many are written in one transaction, or what there is after a round."""


class Glances:
    """Of the homes of one folder."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine, self._place = engine, f"{platform.node()}:{folder.resolve()}"
        with reading(engine) as db:
            self._known: dict[str, GlanceRow] = glances.of(db, self._place)
        self._new: dict[str, Mapping[str, Any] | None] = {}

    def of(self, home: str, files: str) -> GlanceRow | None:
        """What was known at the start, where the home's files stand as they did then."""
        known = self._known.pop(home, None)
        return known if known and known.files == files else None

    def note(self, home: str, files: str, bureau: str, next_at: datetime) -> None:
        """It need not be looked at before then."""
        self._new[home] = {"home": home, "files": files, "bureau": bureau, "next_at": next_at}
        if len(self._new) >= TOGETHER:
            self.save()

    def forget(self, home: str) -> None:
        """It is to be looked at at the next start."""
        self._new[home] = None

    def save(self) -> None:
        if not self._new:
            return
        with writing(self._engine) as db:
            glances.forget(db, self._place, [*self._new])
            glances.put(db, self._place, [row for row in self._new.values() if row])
        self._new.clear()
