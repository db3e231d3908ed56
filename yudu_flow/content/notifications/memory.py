"""Templates remembered on disk, compiled, or as found good: each costs a command a third of a second to work out anew.

They are kept under a hash of every text and of the program that compiled them: any change of either is a new file.
They are code, as trusted as Python's own .pyc files: whoever may write there may write the database beside it too.
"""

import hashlib
import marshal
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType

from yudu_flow.whole_files import write_whole

Codes = dict[str, CodeType]
WHOLE, HEADLINES, FOUND_GOOD = "templates-", "headlines-", "notifications-"
"""What the files are called: of all templates, of the few that a simulation says, and of all that nothing is wrong."""
DIGEST = hashlib.sha256().digest_size


def question(texts: Mapping[str, str], compiler: Path) -> str:
    """The hash of what is to be compiled: texts by name, the compiling module, Jinja2 and Python."""
    told = hashlib.sha256(MAGIC_NUMBER + f"{sys.version}\0{version('jinja2')}".encode())
    told.update(compiler.read_bytes())
    for name, text in texts.items():
        told.update(f"\0{name}\0{len(text)}\0{text}".encode())
    return told.hexdigest()


def recall(memory: Path, asked: str, name: str = WHOLE) -> Codes | None:
    """The code that this very question led to before, by name; None where it is not there or not whole."""
    try:
        kept = (memory / f"{name}{asked}").read_bytes()
    except OSError:
        return None
    digest, packed = kept[:DIGEST], kept[DIGEST:]
    if hashlib.sha256(packed).digest() != digest:  # a power cut leaves a file half written, which marshal must not see
        return None
    codes: Codes = marshal.loads(packed)
    return codes


def keep(memory: Path, asked: str, codes: Codes, name: str = WHOLE) -> None:
    """Keep the answer in place of the last one. A folder that cannot be written costs the next command its time."""
    packed = marshal.dumps(codes)
    with suppress(OSError):
        memory.mkdir(parents=True, exist_ok=True)
        # With what a crash left half written; whose draft goes so while it is written makes it anew another time.
        for old in (*memory.glob(f"{name}*"), *memory.glob(".*.tmp")):
            old.unlink(missing_ok=True)
        write_whole(memory / f"{name}{asked}", hashlib.sha256(packed).digest() + packed, lasting=False)
