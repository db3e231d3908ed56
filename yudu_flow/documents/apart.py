"""A stranger's document is read by a child process with bounded time and memory: `… yudu_flow.documents.apart NAME`.

Readers of old formats are large and trusting, and what orders nothing can be long to make sense of: what makes one of
them loop or swell ends the child alone.
"""

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import current_thread, main_thread

from yudu_flow.documents.as_json import as_json, draft_of
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.sorts_of_files import OLE, RICH
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.roster import Roster
from yudu_flow.intake.decoding import limit
from yudu_flow.intake.lobby import Lobby
from yudu_flow.intake.quarantine import environment

CPU_SECONDS = 60
WALL_SECONDS, LED_OVER_SECONDS = 75, 150
"""Longer than the CPU time: on a busy machine an honest file waits, and old formats wait for LibreOffice."""
MEMORY_MB = 1500
DOCUMENTS = Lobby(at_once=1, waiting=3, each=2, patience=30)
TOO_MUCH = "文件内容过于复杂，读不出来；请只留方案本身，另存为 .docx 或 .txt 再导入"


def read_apart(data: bytes, name: str, who: str, roster: Roster, today: date) -> Draft:
    """The draft of a file that `who` brought, as `read_paper` makes it where nobody asked for the roster.

    Raises BadRequest with what to do, Busy where there is no room.
    """
    # -P: a json.py in the folder in which the program happens to run is not taken for the library's.
    command = [sys.executable, "-B", "-P", "-m", "yudu_flow.documents.apart", name]
    patience = LED_OVER_SECONDS if data.startswith((OLE, RICH)) else WALL_SECONDS
    with DOCUMENTS.admitted(who):
        try:
            done = subprocess.run(
                command,
                input=pickle.dumps((data, roster, today)),
                capture_output=True,
                env=environment(),
                timeout=patience,
                check=True,
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
            raise BadRequest(TOO_MUCH) from fault
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise BadRequest(answer["refused"])
    return draft_of(answer)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """The same bound where whoever reads waits for it, in this process: BadRequest once so much of the processor was
    taken. Windows has no such clock, and threads cannot be told.
    """
    if sys.platform == "win32" or current_thread() is not main_thread():
        yield
        return
    import signal

    def too_much(*_: object) -> None:
        raise BadRequest(TOO_MUCH)

    before = signal.signal(signal.SIGPROF, too_much)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _answer(data: bytes, name: str, roster: Roster, today: date) -> str:
    from yudu_flow.documents.opening import read_file
    from yudu_flow.documents.reading import read_paper

    try:
        return json.dumps(as_json(read_paper(read_file(data, name), roster, asked=False, today=today)))
    except BadRequest as no:
        return json.dumps({"refused": str(no)})


if __name__ == "__main__":
    data, roster, today = pickle.loads(sys.stdin.buffer.read())  # the parent's, before the document
    limit(CPU_SECONDS, MEMORY_MB, writes=True)
    sys.stdout.write(_answer(data, sys.argv[1], roster, today))
