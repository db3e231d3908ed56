"""The pages of one file, which are passed by at once where none of them begins as an address does."""

from functools import cached_property

from fastapi import APIRouter
from starlette.routing import Match
from starlette.types import Scope


class Room(APIRouter):
    """Each of two hundred addresses is tried in turn: to ask a room first whether it can have one takes a tenth."""

    def __init__(self) -> None:
        super().__init__(include_in_schema=False)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As ever where one begins so. Nothing here is served below a path of its own (`root_path`)."""
        return super().matches(scope) if scope["path"].startswith(self._beginnings) else (Match.NONE, {})

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        """What its addresses begin with, up to what varies in them; all are declared when the first visitor comes."""
        return tuple({str(getattr(route, "path", "")).partition("{")[0] for route in self.routes})
