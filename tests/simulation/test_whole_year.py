"""A year of the shipped plan with firms, requests, targets and cases together, played and held to what was worked out
by hand (whole_year.txt): it …
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from tests.simulation.whole_year import HERE, Year, play_year
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import ZONE
from yudu_flow.storage import events, obligations
from yudu_flow.storage.database import reading
from yudu_flow.wording.record import Record

OTHERS = {"duan-xianhui": "段", "li-ming": "明", "li-bin": "斌", "li-zijian": "子", "bangongshi-liaison": "O"}
NUMBERS_TOLD = (
    *("2020-09-28", "2020-10-28", "2020-11-30", "2020-12-29", "2021-01-28", "2021-03-02"),
    *("2021-03-30", "2021-04-28", "2021-05-28", "2021-06-29", "2021-07-28", "2021-08-30"),
)
"""The first working day after each last day: the leaders' month in numbers."""
LISTED = (
    *("2020-09-18", "2020-10-09", "2020-11-02", "2020-12-01", "2021-01-04", "2021-02-01"),
    *("2021-03-01", "2021-04-01", "2021-05-06", "2021-06-01", "2021-07-01", "2021-08-02", "2021-09-01"),
)
"""The first working day of each month, of the first one that of the beginning: the lists of visits."""
CLOCK = ("opened", "skipped", "held", "withdrawn", "suppressed", "case_told")
"""What is no line of a thread: it begins or accompanies one."""
Thread = dict[str, list[str]]
"""Its lines of each day, in no order."""


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Played once; the tests below read what became of it."""
    return play_year(tmp_path_factory.mktemp("year"))


def by_hand() -> dict[str, tuple[str, Thread]]:
    """Each thread of whole_year.txt: its outcome, and its lines by day."""
    found: dict[str, tuple[str, Thread]] = {}
    for line in (HERE / "whole_year.txt").read_text(encoding="utf-8").splitlines():
        said, _, _ = line.partition(" ;")
        first, _, rest = said.strip().partition(" ")
        if "/" in first and not said.startswith("#"):
            found[first] = (rest, defaultdict(list))
        elif first and first != "#":
            [*found.values()][-1][1][first].append(_ordered(rest))
    return found


def _ordered(line: str) -> str:
    """A rung's readers in no order; of one answer to two, each by itself."""
    what, _, readers = line.partition(" ")
    return f"{what} {' '.join(sorted(readers.split()))}" if what not in "*-" else line


def played(year: Year) -> dict[str, tuple[str, Thread]]:
    """The same of what was played, the leaders' numbers left out."""
    outcomes: dict[str, str] = {}
    lines: dict[str, Thread] = defaultdict(lambda: defaultdict(list))
    told: dict[tuple[str, str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in (one for one in year.records if one.get("obligation")):
        name, day, event = one["obligation"], f"{one['at'].astimezone(ZONE):%m-%d}", one["event"]
        if event == "closed":
            outcomes[name] = one["reason"]
        elif event == "notice" and one["rung"] != "N":
            told[name, day, one["rung"]][_reader(year, one)].add(one["channel"])
        elif event == "message" and one.get("answer"):
            told[name, day, f"> {one['reason']}"][_reader(year, one)].add("email")
        elif event not in (*CLOCK, "notice", "message"):
            lines[name][day].append(_act(one))
    for (name, day, what), readers in told.items():
        mark, _, kind = what.partition(" ")
        shown = sorted(f"{who}{'+' * (len(ways) - 1)}" for who, ways in readers.items())
        lines[name][day].append(" ".join([mark, *sorted([*shown, *([kind] if kind else [])])]))
    return {name: (outcomes.get(name, ""), lines[name]) for name in lines}


def _act(one: Record) -> str:
    """What somebody did, or the clock by itself; of a case, why."""
    if one["event"] == FactKind.CASE_PROPOSED:
        return f"- {one['event']} {one['reason']}"
    return f"{'-' if one['event'] == FactKind.OVERDUE else '*'} {one['event']}"


def _reader(year: Year, one: Record) -> str:
    """As the threads call who is told."""
    who, person = one["recipient"], year.bureau.roster.people[one["recipient"]]
    if who in OTHERS and one["owner"] != person.home:
        return OTHERS[who]
    post = {"联络员": "L", "负责人": "H"}[person.name[-3:]]
    return post if person.home == one["unit"] else "C"


def test_each_thread_runs_as_it_was_worked_out(year: Year) -> None:
    hand, program = by_hand(), played(year)
    assert len(hand) == 45
    for name, (outcome, lines) in hand.items():
        said = program.get(name, ("", {}))
        assert (name, said[0], _sorted(said[1])) == (name, outcome, _sorted(lines))


def _sorted(lines: Thread) -> dict[str, list[str]]:
    return {day: sorted(said) for day, said in lines.items()}


def test_nobody_else_hears_more_than_a_receipt_and_the_list_of_firms(year: Year) -> None:
    hand = by_hand()
    others = {name: found for name, found in played(year).items() if name not in hand}
    assert Counter(name.split("/")[1] for name in others) == {"report": 108 - 23, "visit-5": 26 - 4, "visit-9": 13 - 2}
    assert {outcome for name, (outcome, _) in others.items() if name < "2021-08"} == {"on_time"}
    for name, (_, lines) in others.items():
        said = Counter(line for found in lines.values() for line in found)
        routine: dict[str, int] = {"* filed": 1, "> L receipt": 1} if "/report/" in name else {}
        assert {key: said[key] for key in said if key not in ("* visited", "V-list L", "V-list 子")} == routine, name


def test_every_rung_goes_at_nine(year: Year) -> None:
    assert {f"{one['at'].astimezone(ZONE):%H:%M}" for one in year.records if one["event"] == "notice"} == {"09:00"}


def test_the_lists_of_firms_come_on_the_first_working_day(year: Year) -> None:
    listed = {(one["owner"], str(one["at"].astimezone(ZONE).date())) for one in _notices(year, "V-list")}
    assert listed == {(owner, day) for owner in ("就业局", "专技股", "李子健") for day in LISTED}


def test_each_leader_hears_the_month_in_numbers_once(year: Year) -> None:
    told = Counter((one["recipient"], str(one["at"].astimezone(ZONE).date())) for one in _notices(year, "N"))
    assert told == Counter((leader, day) for leader in ("duan-xianhui", "li-ming", "li-bin") for day in NUMBERS_TOLD)


def _notices(year: Year, rung: str) -> Iterator[Record]:
    return (one for one in year.records if one["event"] == "notice" and one["rung"] == rung)


def test_the_outcomes_of_eleven_months_add_up(year: Year) -> None:
    closed = [one for one in year.records if one["event"] == "closed"]
    reports = Counter(one["reason"] for one in closed if one["duty"] == "report")
    assert reports == {"on_time": 86, "late": 7, "extended": 3, "excused": 1, "missing": 2}
    assert reports.total() == 11 * 9
    visits = Counter(one["reason"] for one in closed if one["duty"].startswith("visit-"))
    assert visits == {"on_time": 30, "late": 2, "missing": 1}
    assert visits.total() == 11 * 3


def test_a_case_soon_after_one_that_was_struck_off_refers_to_it(year: Year) -> None:
    with reading(year.bureau.engine) as db:
        proposed = events.of_kind(db, year.bureau.key, FactKind.CASE_PROPOSED)
        owed = obligations.by_id(db, year.bureau.key, {row.obligation_id for row in proposed})
    found = {
        obligations.name(owed[row.obligation_id]): row.detail["before"]["obligation"]
        for row in proposed
        if "before" in row.detail
    }
    assert len(proposed) == 12
    assert found == {
        "2020-12/report/事业股": "2020-09/report/事业股",
        "2021-07/report/职建股": "2021-05/report/职建股",
    }
