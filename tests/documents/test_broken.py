"""Files broken on purpose are read or refused with what to do, within five seconds and bounded memory."""

import subprocess
import sys
import time

import pytest

from tests.documents.broken import FILES
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper
from yudu_flow.domain.errors import BadRequest

SECONDS = 5
MEGABYTES = 600
LARGE = ("bomb", "MB", "1,000", "20,000", "60,000", "4,000", "300,000", "million", "many", "nobody", "only labels")
"""Words in the names of those that take the better part of a second to make or to read."""


def _read(data: bytes) -> Draft:
    return read_paper(read_file(data))


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.long] if any(w in one for w in LARGE) else []) for one in FILES]
)
def test_a_broken_file_is_read_or_refused_in_time(name: str) -> None:
    make, words = FILES[name]
    data, begun = make(), time.process_time()
    if words:
        with pytest.raises(BadRequest, match=words):
            _read(data)
    else:
        assert _read(data).text
    assert time.process_time() - begun < SECONDS


WEIGH = """
from tests.benchmarks.worker import peak
from tests.documents.broken import FILES
from yudu_flow.documents.opening import read_file
from yudu_flow.documents.reading import read_paper
from yudu_flow.domain.errors import BadRequest
for make, _ in FILES.values():
    data = make()
    try:
        read_paper(read_file(data))
    except BadRequest:
        pass
print(round(peak()))
"""


@pytest.mark.long
def test_all_of_them_one_after_the_other_stay_within_memory() -> None:
    """Megabytes of the one process that makes and reads them all."""
    done = subprocess.run([sys.executable, "-c", WEIGH], capture_output=True, text=True, check=True)
    assert int(done.stdout) < MEGABYTES
