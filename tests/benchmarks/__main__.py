"""`make bench`, or `python -m tests.benchmarks whole_path crowd scale processes pages homes` for some of them.

`--quick` measures little, to see that it measures: its figures say nothing.
"""

import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import crowd, homes, pages, processes, scale, whole_path

ALL = {"whole_path": whole_path, "crowd": crowd, "scale": scale, "processes": processes, "pages": pages, "homes": homes}


def main() -> None:
    """Run the measurements named, or all."""
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder:
        names = [name for name in sys.argv[1:] if name != "--quick"]
        for name in names or ALL:
            ALL[name].measure(Path(folder), quick="--quick" in sys.argv)


main()
