"""`make bench`, or `python -m tests.benchmarks whole_path scale processes pages` for some of them."""

import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import pages, processes, scale, whole_path

ALL = {"whole_path": whole_path.measure, "scale": scale.measure, "processes": processes.measure, "pages": pages.measure}


def main() -> None:
    """Run the measurements named, or all."""
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or ALL:
            ALL[name](Path(folder))


main()
