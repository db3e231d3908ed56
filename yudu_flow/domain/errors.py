"""Every refusal of the domain. Each message is Chinese, for the person who meets it; `code` is for programs.

Refusal
├── NotAllowed      the act does not fit the state of the obligation
├── NotYours        the person may not do this
├── NotFound        no such obligation, unit, person or case
├── Conflict        somebody else acted in between
├── Doubted         something looks like a slip of the pen; said once more, it is taken
├── BadRequest      a value in the request cannot be used
└── Busy            too much is asked at once
"""


class Refusal(Exception):
    """An act that cannot be done. `str()` says in Chinese why and what to do; `code` is stable.

    `needs` names the arguments of the act that would mend it, `instead` the act that fits: a page shows neither, the
    command line its own options and command of those names.
    """

    code = "refused"

    def __init__(self, message: str, *, needs: tuple[str, ...] = (), instead: str = "") -> None:
        super().__init__(message)
        self.needs, self.instead = needs, instead


class NotAllowed(Refusal):
    """The obligation's state forbids the act."""

    code = "not_allowed"


class NotYours(Refusal):
    """This person may not act here."""

    code = "not_yours"


class NotFound(Refusal):
    """The thing named does not exist."""

    code = "not_found"


class Conflict(Refusal):
    """Somebody else acted in between; nothing was overwritten."""

    code = "conflict"


class Doubted(Refusal):
    """What was said looks like a slip of the pen; nothing was done, and whoever means it says so."""

    code = "doubted"


class BadRequest(Refusal):
    """A value given cannot be used."""

    code = "bad_request"


class Busy(Refusal):
    """There is no room for it now; the same may be asked again in a while."""

    code = "busy"
