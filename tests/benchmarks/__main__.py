"""`make bench`, or `python -m tests.benchmarks whole_path crowd scale processes pages homes` for some of them.

`--quick` measures little, to see that it measures: its figures say nothing.
"""

import os
import platform
import signal
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

from tests.benchmarks import crowd, homes, pages, processes, scale, whole_path

ALL = {"whole_path": whole_path, "crowd": crowd, "scale": scale, "processes": processes, "pages": pages, "homes": homes}

MOST = timedelta(minutes=40)


def _too_long(*_: object) -> NoReturn:
    raise SystemExit(f"It did not end within {MOST}: the machine has other things to do")


def main() -> None:
    """Run the measurements named, or all."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(int(MOST.total_seconds()))
    print(
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()};",
        end=" ",
    )
    print(f"load before it began: {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        names = [name for name in sys.argv[1:] if name != "--quick"]
        for name in names or ALL:
            ALL[name].measure(Path(folder), quick="--quick" in sys.argv)


main()
