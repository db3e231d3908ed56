"""What a process does: all of it, or one of the three works. Any number of each on any host, none of them special."""

from enum import StrEnum


class Role(StrEnum):
    """`web` serves pages, `decide` opens, decides, composes and reconciles, `deliver` sends; `all` does the three."""

    WEB = "web"
    DECIDE = "decide"
    DELIVER = "deliver"
    ALL = "all"

    @property
    def serves(self) -> bool:
        return self in (Role.WEB, Role.ALL)

    @property
    def decides(self) -> bool:
        """Whether it decides and composes."""
        return self in (Role.DECIDE, Role.ALL)

    @property
    def delivers(self) -> bool:
        return self in (Role.DELIVER, Role.ALL)

    def works(self, *, pages: bool) -> tuple["Role", ...]:
        """What a process of that role does; pages only where it has a port for them."""
        return tuple(work for work in WORKS if self in (work, Role.ALL) and (pages or work is not Role.WEB))


WORKS = (Role.WEB, Role.DECIDE, Role.DELIVER)
