"""On a database of several bureaus, each function here reaches the rows of the one that it is asked for alone.

All functions are found by looking: one that is neither tried with a neighbour's ids nor named below, with the reason
why it need not be, fails this.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from types import GeneratorType, SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.storage.neighbours import CASE, FAR_AHEAD, FIRST, LONG_AGO, MINE, NEW, NOW, OPEN, THEIRS, built, rows_of
from yudu_flow import storage
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.roster import Who

NAMED = {
    "its ids are of rows that the caller found in its own bureau, under a lock or in the same look": (
        *("events.of", "events.facts_of", "events.by_id", "rungs.of", "rungs.void"),
        *(
            "obligations.locked",
            "obligations.hold",
            "obligations.still_due",
            "obligations.set_wake",
            "obligations.earlier",
        ),
        *("notices.still_queued", "notices.settle", "notices.release", "notices.recompose"),
        *("claims.free", "messages.take_apart", "undelivered.bounce", "links.prolong"),
        *("at_once.run_each", "at_once.change_each"),
    ),
    "an id of a message and a hash of a link are made from their bureau, and it is only asked whether they are there": (
        *("messages.taken", "links.are_there"),
    ),
    "only who holds a claim can use it, under a name that nobody else has": (
        *("claims.under_way", "claims.mark", "claims.give_back"),
    ),
    "its rows say whose they are, and are new": (
        *("accounts.put", "accounts.put_session", "accounts.put_entry", "accounts.put_token", "editions.put"),
        *("at_once.put_new", "at_once.put_and_tell", "links.put", "messages.put", "notices.put", "openings.put"),
        *("obligations.put", "rungs.put", "calendar_feeds.put", "firm_register.lay_in"),
    ),
    "it writes a row of its own bureau about what the caller found there": (
        *("attachments.add", "attachments.put", "events.append", "events.append_all", "submissions.put"),
        *("audit.record", "drafts.save", "firms.put", "firms.pair", "firms.note"),
        *("requests.put", "requests.put_step", "burden.note_opening"),
        "submissions.put_figures",
        *("duty_answers.put", "announcements.put"),
    ),
    "it is about the whole database": (
        *("attachments.digests", "attachments.keep", "attachments.sweep", "pieces.sweep", "messages.count_waiting"),
        *("copying.bureaus_in", "copying.take_time", "copying.bureaus_in", "copying.held", "copying.count_on"),
        *("due.bureaus_due", "due.note_quiet", "bureaus.moment"),
        *("database.insert_new", "database.one_at_a_time", "database.writes_alone"),
        *("holders.end", "holders.enter", "holders.free_the_dead", "holders.leave_shift", "holders.present"),
        *("holders.any_there", "holders.renew", "holders.somebody"),
    ),
    "it is about homes of a folder, and about no bureau's rows": ("glances.of", "glances.put", "glances.forget"),
    "it adds up the bureaus that it is given": (
        *("supervision.periods", "supervision.last_days", "supervision.owed", "supervision.rows"),
    ),
    "it writes nothing and reads nothing but a server's channel": ("wakeups.tell",),
    "it holds one row of its own bureau and changes nothing": ("bureaus.lock",),
}
EXEMPT = {name: why for why, names in NAMED.items() for name in names}


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function that is given a connection."""
    for found in pkgutil.iter_modules(storage.__path__):
        module = importlib.import_module(f"{storage.__name__}.{found.name}")
        for name, value in vars(module).items():
            mine = inspect.isfunction(value) and value.__module__ == module.__name__
            if mine and not name.startswith("_") and "db" in inspect.signature(value).parameters:
                yield f"{found.name}.{name}", value


FUNCTIONS = dict(functions())
TRIED = sorted(FUNCTIONS.keys() - EXEMPT.keys())


def words_of(whose: str) -> dict[str, Any]:
    """What parameters are given, by their names: ids of that bureau, and instants that leave nothing out."""
    first = FIRST[whose]
    return {
        **{
            "account": first,
            "attachment": first,
            "key": first,
            "firm": first,
            "number": first,
            "pairing": first,
            "event": first + OPEN,
            "obligation": first + OPEN,
        },
        **{"obligations": [first + OPEN, first + CASE], "ids": [first + OPEN], "id": f"{whose}-queued"},
        **{"messages": [f"{whose}-queued"], "message": f"{whose}-queued", "digest": f"{whose}-session"},
        **{"hashed": f"{whose}-link", "hash": whose, "named": f"{whose}-sent", "person": "su-he", "unit": "就业中心"},
        **{"now": NOW, "until": FAR_AHEAD, "since": LONG_AGO, "before": FAR_AHEAD, "alive_at": NOW, "at": NOW},
        **{"today": FAR_AHEAD, "channel": "email", "address": "su-he@test.local", "recipient": "su-he"},
        **{"owner": "就业中心", "plan": "plan", "period": "2020-09", "duty": "report", "year": "2020"},
        **{"kinds": ["report"], "first": "2020-01", "last": "2020-12", "units": ["就业中心"], "people": {}},
        **{"most": 9, "limit": 9, "files": True, "after": ("", ""), "seen": {}, "words": {}, "by": Who("x", "测试")},
        **{"holder": "me", "name": f"{whose}-holder", "step": 9, "rung": "E", "why": "测试", "into": "other"},
        **{"fault": "坏了", "day": NOW.date(), "imbalance": 3, "act": "filed", "about": "x", "detail": {}},
        **{"fact": Fact(FactKind.NOTED, NOW), "kind": "closed", "prefix": "daily:", "shown": "2020-09"},
        **{"near": ("2020-09", "2020-08"), "days": [NOW.date()], "keys": [("su-he", "就业中心", "2020-09")]},
        **{"numbers": [first]},
        **{"values": {}, "months": ["2020-09"], "periods": ["2020-09"]},
    }


def accordingly(whose: str) -> dict[str, dict[str, Any]]:
    """What single functions are given instead."""
    first, happened = FIRST[whose], {"kinds": ["filed", "case_proposed", "noted"]}
    return {
        "accounts.change": {"values": {"is_admin": True}},
        "accounts.entry": {"digest": f"{whose}-entry"},
        "accounts.use_entry": {"digest": f"{whose}-entry"},
        "accounts.token": {"digest": f"{whose}-token"},
        "attachments.claim": {"event": 1},
        "attachments.remove": {"attachment": first + 1},
        "drafts.find": {"obligation": first + CASE},
        "drafts.drop": {"obligation": first + CASE},
        "duties.note": {"new": [], "gone": [("plan", "report")]},
        "events.limited": happened,
        "events.proposed": {"owners": ["就业中心"]},
        "events.closed_cases": {"owners": ["就业中心"]},
        "events.recent": happened,
        "events.since": {"after": 0},
        "events.stamped_later": {"now": LONG_AGO},
        "firms.change": {"values": {"name": "改"}},
        "firms.coded": {"code": "91360731MA35AAAA01"},
        "firms.change_pairing": {"values": {"until": date(2020, 12, 1)}},
        "firms.contacts": {"kinds": ["visited"]},
        "firms.named": {"key": "甲"},
        "firms.paired_on": {"day": date(2020, 9, 27)},
        "imprints.after": {"until": None},
        "audit.after": {"seq": 0},
        "audit.noting": {"name": "sha256", "said": whose},
        "orders.fired": {"families": ["slip", "ahead"], "start": LONG_AGO, "at": FAR_AHEAD, "last": None},
        "orders.happened": {"kind": "filed", "start": LONG_AGO, "at": FAR_AHEAD, "last": 0},
        "links.of_people": {"people": ["su-he"]},
        "calendar_feeds.revoke": {"people": ["su-he"]},
        "calendar_feeds.by_hash": {"hash": f"{whose}-feed"},
        "holders.take_shift": {"name": "me"},
        "claims.claim": {"channel": "sms"},
        "messages.by_id": {"ids": [f"{whose}-queued"]},
        "messages.page": {"before": None},
        "messages.revive": {"channel": "sms"},
        "notices.due": {"until": ("zz", "zz")},
        "notices.order_out": {"ids": [first + 10]},
        "obligations.change": {"values": {"title": "改"}},
        "obligations.due": {"after": 0},
        "recounts.ending_on": {"now": LONG_AGO, "days": [date(2020, 9, 27)]},
        "obligations.last_number": {"kind": "report"},
        "recounts.by_the_calendar": {"today": LONG_AGO.date()},
        "requests.steps": {"ids": [first]},
        "search.events": {**happened, "words": [""]},
        **{f"search.{what}": {"words": [""]} for what in ("firms", "reports", "requests")},
        "rungs.decided_later": {"now": LONG_AGO},
        "submissions.given": {"since": "2020-01", "last": date(2020, 9, 30), "owner": ""},
        "submissions.latest": {"owed": SimpleNamespace(owner="就业中心", duty="report", nominal=date(2020, 10, 27))},
        "work.cases": {"period": None},
        "edited_papers.save_bulletin": {"seen": 1, "values": {"paragraphs": {}}},
        "edited_papers.save_summary": {"seen": 1, "values": {"paragraphs": {}}},
    }


def arguments(name: str, whose: str) -> dict[str, Any]:
    """For that function, with ids of that bureau."""
    words = words_of(whose) | accordingly(whose).get(name, {})
    return {key: words[key] for key in inspect.signature(FUNCTIONS[name]).parameters if key in words}


def outcome(engine: Engine, name: str, bureau: str, whose: str) -> tuple[str, Any, Any]:
    """What comes back, and what we and the neighbour have then, where anything was written; all of it is undone."""
    with engine.connect() as db, db.begin() as undone:
        db.exec_driver_sql("BEGIN")
        driver: Any = db.connection.driver_connection
        before = driver.total_changes
        found = FUNCTIONS[name](db, bureau=bureau, **arguments(name, whose))
        found = [*found] if isinstance(found, GeneratorType) else found
        written = driver.total_changes > before
        there = repr(found), *((rows_of(db, MINE), rows_of(db, THEIRS)) if written else (None, None))
        undone.rollback()
    return there


@pytest.fixture(scope="module")
def alone() -> Engine:
    """A bureau by itself."""
    return built(MINE)


@pytest.fixture(scope="module")
def together() -> Engine:
    """The same with a neighbour."""
    return built(MINE, THEIRS)


def test_each_function_is_tried_or_named() -> None:
    untried = [name for name in TRIED if "bureau" not in inspect.signature(FUNCTIONS[name]).parameters]
    assert untried == [], "give it the bureau, or say in NAMED why it needs none"
    assert EXEMPT.keys() <= FUNCTIONS.keys()


@pytest.mark.parametrize("name", TRIED)
def test_a_neighbour_is_not_noticed_and_not_reached(alone: Engine, together: Engine, name: str) -> None:
    with together.connect() as db:
        before = [None, rows_of(db, THEIRS)]
    mine, near_others = outcome(alone, name, MINE, MINE), outcome(together, name, MINE, MINE)
    assert near_others[:2] == mine[:2], "what others have changes the answer"
    assert near_others[2] in before, "it changes what others have"
    nothing, reached = outcome(alone, name, MINE, THEIRS), outcome(together, name, MINE, THEIRS)
    assert reached[:2] == nothing[:2], "it reads by a neighbour's ids"
    assert reached[2] in before, "it changes by a neighbour's ids"
    theirs, of_new = outcome(together, name, THEIRS, THEIRS), outcome(together, name, NEW, THEIRS)
    assert theirs[0] != of_new[0] or theirs[2] not in before, "the trial finds nothing even for whose it is"
