"""Documents are made one after another, and let go of: side by side they outlived one another's collection."""

import threading
import time
import weakref

from yudu_flow.actions.papers.document_file import one_at_a_time


class Cyclic:
    """It refers to itself, as a document does."""

    def __init__(self) -> None:
        self.me = self


def test_it_is_let_go_of_behind_its_making() -> None:
    with one_at_a_time():
        made = weakref.ref(Cyclic())
    assert made() is None


def test_two_are_never_made_at_once() -> None:
    order: list[str] = []

    def make() -> None:
        with one_at_a_time():
            order.append("begun")
            time.sleep(0.001)  # the others would come in
            order.append("made")

    threads = [threading.Thread(target=make) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert order == ["begun", "made"] * 8
