"""Who may have a file decoded: so many at once, so many who wait, so many for each, and not for long."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from yudu_flow.domain.errors import Busy
from yudu_flow.intake.lobby import Lobby


@contextmanager
def waiting(lobby: Lobby, *who: str) -> Iterator[list[str]]:
    """These wait in threads of their own; yields who was served so far."""
    served: list[str] = []
    threads = [threading.Thread(target=be_served, args=(lobby, one, served)) for one in who]
    for number, thread in enumerate(threads):
        thread.start()
        while lobby._inside.total() < number + 2:
            pass
    yield served
    for thread in threads:
        thread.join(5)


def be_served(lobby: Lobby, who: str, served: list[str]) -> None:
    with lobby.admitted(who):
        served.append(who)


def test_it_serves_those_who_wait_when_a_turn_is_free() -> None:
    lobby = Lobby(at_once=1, waiting=2, each=3, patience=5)
    with ExitStack() as turn:
        turn.enter_context(lobby.admitted("甲"))
        with waiting(lobby, "乙", "丙") as served:
            assert served == []
            turn.close()
    assert sorted(served) == ["丙", "乙"]


def test_it_sends_away_whoever_finds_no_room() -> None:
    lobby = Lobby(at_once=1, waiting=1, each=3, patience=5)
    with ExitStack() as turn:
        turn.enter_context(lobby.admitted("甲"))
        with waiting(lobby, "乙") as served:
            with pytest.raises(Busy, match="请过一分钟再试"):
                turn.enter_context(lobby.admitted("丙"))
            turn.close()
    assert served == ["乙"]


def test_it_gives_nobody_all_the_places() -> None:
    lobby = Lobby(at_once=3, waiting=3, each=1, patience=5)
    with lobby.admitted("甲"), lobby.admitted("乙"), pytest.raises(Busy, match="您的上一个文件"), lobby.admitted("甲"):
        pass
    with lobby.admitted("甲"):
        pass


def test_it_lets_nobody_wait_for_long() -> None:
    lobby = Lobby(at_once=1, waiting=1, each=3, patience=0.01)
    with lobby.admitted("甲"), pytest.raises(Busy), lobby.admitted("乙"):
        pass
    assert not lobby._inside
