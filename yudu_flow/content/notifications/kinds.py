"""The kinds of message: one folder each in notifications/. The list is the contract between decisions and words.

Source: 2-semantics, the ladders, "Filing" and "Who is told, and how little".
"""

from yudu_flow.domain.duties.registry import folders

SHARED_SECTIONS = ("case-proposed", "case-measures", "case-mending", "item-limit")
OFFICE_LIST, LEADER_DIGEST = LISTS = ("office-list", "leader-digest")
ANSWERS = (
    "receipt",
    "receipt-unsealed",
    "receipt-sealed",
    "returned",
    "extension-approved",
    "extension-refused",
    "explanation-extended",
    "explanation-waived",
    "explanation-rejected",
    "waived",
    "case-decided",
    "urged",
    "hand-back-accepted",
    "hand-back-refused",
    "firm-lost-accepted",
    "firm-lost-refused",
    "instructed",
    "item-done",
    "item-returned",
    "item-closed",
    "request-handed",
    "request-answered",
    "request-to-call",
    "request-closed",
    "case-postponed",
    "case-checked",
    "case-appeal-decided",
    "case-closed",
)
SIGN_IN_LINK = "sign-in-link"
ANNOUNCEMENT = "announcement"

FRAME = "_frame"
LAYOUTS = "papers"
"""The folder of the office's own layouts of papers, which are no messages."""
FRAME_TEXT, FRAME_HTML = f"{FRAME}/frame.txt", f"{FRAME}/frame.html"
WRITTEN = ("subject.txt", "body.txt", "body.html")
SHARED = (FRAME_TEXT, FRAME_HTML, f"{FRAME}/section.txt", f"{FRAME}/section.html")


def sections() -> tuple[str, ...]:
    """What the daily message says in sections: the rungs of every kind of duty, and what all have in common."""
    return (*folders(), *SHARED_SECTIONS)


def kinds() -> tuple[str, ...]:
    return (*sections(), *LISTS, *ANSWERS, ANNOUNCEMENT, SIGN_IN_LINK)


def parts(kind: str) -> tuple[str, ...]:
    """The files that a kind's folder holds; only what the daily message says, or is announced, is also said by SMS."""
    return (*WRITTEN, "sms.txt") if kind in (*sections(), ANNOUNCEMENT) else WRITTEN


def templates() -> list[str]:
    """Every template of the known kinds, as `folder/file`, the shared frame first."""
    return [*SHARED, *(f"{kind}/{part}" for kind in kinds() for part in parts(kind))]
