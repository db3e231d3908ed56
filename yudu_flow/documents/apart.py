"""A stranger's document is read by a child process with bounded time and memory: `… yudu_flow.documents.apart NAME`.

Readers of old formats are large and trusting: what makes one of them loop or swell ends the child alone.
"""

import json
import subprocess
import sys

from yudu_flow.documents.paper import Cell, Paper, Table
from yudu_flow.documents.sorts_of_files import OLE, RICH
from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake.decoding import limit
from yudu_flow.intake.lobby import Lobby
from yudu_flow.intake.quarantine import environment

CPU_SECONDS = 60
WALL_SECONDS, LED_OVER_SECONDS = 75, 150
"""Longer than the CPU time: on a busy machine an honest file waits, and old formats wait for LibreOffice."""
MEMORY_MB = 1500
DOCUMENTS = Lobby(at_once=1, waiting=3, each=2, patience=30)
TOO_MUCH = "文件内容过于复杂，读不出来；请只留方案本身，另存为 .docx 或 .txt 再导入"


def read_apart(data: bytes, name: str, who: str = "") -> Paper:
    """The paper of a file that `who` brought. Raises BadRequest with what to do, Busy where there is no room."""
    command = [sys.executable, "-B", "-P", "-m", "yudu_flow.documents.apart", name]
    patience = LED_OVER_SECONDS if data.startswith((OLE, RICH)) else WALL_SECONDS
    with DOCUMENTS.admitted(who):
        try:
            done = subprocess.run(
                command, input=data, capture_output=True, env=environment(), timeout=patience, check=True
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as fault:
            raise BadRequest(TOO_MUCH) from fault
    return _unpacked(done.stdout)


def _unpacked(answer: bytes) -> Paper:
    said = json.loads(answer)
    if "refused" in said:
        raise BadRequest(said["refused"])
    tables = tuple(Table(tuple(tuple(_cell(*cell) for cell in row) for row in rows)) for rows in said["tables"])
    return Paper(said["text"], tables, said["broken"])


def _cell(span: list[int], carried: bool, more: list[list[int]]) -> Cell:
    return Cell((span[0], span[1]), carried, tuple((start, end) for start, end in more))


def _packed(paper: Paper) -> str:
    tables = [[[(cell.span, cell.carried, cell.more) for cell in row] for row in table.rows] for table in paper.tables]
    return json.dumps({"text": paper.text, "tables": tables, "broken": paper.broken})


def _answer(data: bytes, name: str) -> str:
    from yudu_flow.documents.opening import read_file

    try:
        return _packed(read_file(data, name))
    except BadRequest as no:
        return json.dumps({"refused": str(no)})


if __name__ == "__main__":
    limit(CPU_SECONDS, MEMORY_MB, writes=True)
    sys.stdout.write(_answer(sys.stdin.buffer.read(), sys.argv[1]))
