"""Which process this is, and whether one of this machine still runs.

Neither the machine's name nor a number alone says it: containers share both. Where the system does not tell (there is
no /proc), nobody is surely dead, and a lease has to run out.
"""

from pathlib import Path

PROC = Path("/proc")


def place() -> str:
    """This start of this machine, and the numbering of processes that this one sees; empty where nobody can say."""
    try:
        return f"{(PROC / 'sys/kernel/random/boot_id').read_text().strip()} {(PROC / 'self/ns/pid').readlink()}"
    except OSError:
        return ""


def born(process: int) -> str:
    """When the process of that number began, as the system counts; empty where none runs."""
    try:
        # What stands before the last bracket is the process's name, which may hold blanks and brackets itself.
        told = (PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    # The state, and field 22 of proc(5), its start. A process that only waits to be buried holds nothing any more.
    return "" if told[0] in "ZX" else told[19]


def surely_dead(where: str, process: int, began: str) -> bool:
    """Whether a process that wrote down these three has ended; a later one may have its number."""
    return bool(where) and where == place() and born(process) != began
