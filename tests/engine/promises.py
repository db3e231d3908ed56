"""What visitors of an arena's pages were told, against what is kept: each act carries a word of its own."""

import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Lock

from sqlalchemy import select

from tests.bureau import Desk
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import ATTACHMENT, EVENT, SUBMISSION

CUT, AWAY = 0, 503
DONE = (200, 303)
WITHOUT_ANSWER = (CUT, AWAY)
GOOD = (CUT, 200, 303, 409, 422, AWAY)
"""422 is a form that asks something first."""
WORD = re.compile(r"〔\d+〕|附\d+(?=\.)")
TRIES = 12
Key = tuple[str, str]
Answer = tuple[int, str]
"""Its status, and the page."""


class Promises:
    """`answers` are what each word of a bureau was answered, press for press; `odd` are answers that nobody may get."""

    def __init__(self, dice: random.Random) -> None:
        self.answers: defaultdict[Key, list[int]] = defaultdict(list)
        self.files: dict[Key, str] = {}
        self.odd: list[str] = []
        self.statuses: Counter[int] = Counter()
        self.twice = 0
        self._numbers, self._lock, self._dice = count(1), Lock(), dice

    def number(self) -> int:
        """One that no other act has."""
        with self._lock:
            return next(self._numbers)

    def hear(self, status: int, about: str) -> int:
        """Any answer to a visitor."""
        with self._lock:
            self.statuses[status] += 1
            if status not in GOOD:
                self.odd.append(f"{about} was answered {status}")
        return status

    def press(self, key: Key, send: Callable[[], Answer]) -> Answer:
        """As people and programs do: again and again until something comes back, now and then twice at once; the best
        of the last answers.
        """
        for _ in range(TRIES):
            with ThreadPoolExecutor(2) as hands:
                sent = [hands.submit(send) for _ in range(2 if self._dice.random() < 0.25 else 1)]
                best = min((one.result() for one in sent), key=_worth)
            self.twice += len(sent) - 1
            self.answers[key] += [one.result()[0] for one in sent]
            if best[0] not in WITHOUT_ANSWER:
                break
            time.sleep(self._dice.uniform(0.05, 0.5))
        return best

    def faults(self, desks: Iterable[Desk]) -> list[str]:
        """What was promised is kept, once; what was refused is not kept."""
        kept = {(desk.bureau.key, word): times for desk in desks for word, times in _kept(desk).items()}
        wrong = [
            f"{key} was answered {said} and is kept {kept.get(key, 0)} times"
            for key, said in self.answers.items()
            if not _is_kept(said, kept.get(key, 0))
        ]
        wrong += [
            f"{file} of {key} is kept {times} times"
            for key, file in self.files.items()
            if (times := kept.get((key[0], file), 0)) > 1 or (303 in self.answers[key] and not times)
        ]
        strange = [f"{key} is nobody's" for key in kept if key not in self.answers and key[1].startswith("〔")]
        return [*wrong, *strange, *self.odd]


def _worth(answer: Answer) -> tuple[bool, bool]:
    return answer[0] not in DONE, answer[0] in WITHOUT_ANSWER


def _is_kept(said: Sequence[int], times: int) -> bool:
    if any(status in DONE for status in said):
        return times == 1
    return times == 0 or (times == 1 and any(status in WITHOUT_ANSWER for status in said))


def _kept(desk: Desk) -> Counter[str]:
    """In how many events of a bureau each word stands, with their submissions and files."""
    events: set[tuple[int, str]] = set()
    with reading(desk.bureau.engine) as db:
        for table, event in ((EVENT, "id"), (SUBMISSION, "event_id"), (ATTACHMENT, "event_id")):
            for row in db.execute(select(table).where(table.c.bureau == desk.bureau.key)):
                number = row._mapping[event]
                events |= {(number, word) for word in WORD.findall(f"{tuple(row)}") if number is not None}
    return Counter(word for _, word in events)
