"""`make bench` as a whole, of which only its figures are no test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgresql

TWICE = """
import sys
from pathlib import Path
from tests.benchmarks.ground import fresh, servers
for _ in range(2):
    with servers() as missing:
        print(missing or fresh("PostgreSQL", Path(sys.argv[1])))
"""


@pytest.mark.long
def test_one_measurement_after_the_other_has_a_server(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != postgresql.PLACE}
    command = [sys.executable, "-c", TWICE, str(tmp_path)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-500:]
    first, second = run.stdout.splitlines()
    if not first.startswith("postgresql:"):
        pytest.skip(first)
    assert first.partition("host=")[2] != second.partition("host=")[2]
