"""Filing, row by row: what counts as in time, what a sealed page, a return or a paper changes, and how late is late."""

from dataclasses import replace
from datetime import time

import pytest

from tests.domain.cast import REAL, RULES, VISITS, after, day, fact, moment, owed
from yudu_flow.domain.facts import Fact, FactKind, ReasonChoice
from yudu_flow.domain.ladder import return_limit
from yudu_flow.domain.lapse import lapsed
from yudu_flow.domain.obligation import Outcome, Standing, State, days_late, outcome, standing
from yudu_flow.domain.rules import RestDay, Rules

END = moment("12-01")
FILED, FORM, PAGE = FactKind.FILED, FactKind.FILED_UNSEALED, FactKind.SEALED


def became(state: State) -> str:
    """`late 3` or the outcome alone, long after the period closed."""
    found = outcome(state, END)
    return f"{found} {days_late(state, REAL)}" if found is Outcome.LATE else str(found)


def stands(state: State, at: str) -> Standing:
    return standing(state, RULES, REAL, moment(at))


@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        ("09-01 00:00", "on_time"),
        ("09-27 23:59", "on_time"),
        ("09-28 00:00", "late 1"),
        ("09-30 10:00", "late 3"),
        ("10-04 10:00", "late 3"),
        ("10-10 10:00", "late 5"),
        ("10-30 23:59", "late 20"),
    ],
)
def test_it_is_in_time_if_and_only_if_filed_before_late_from(filed: str, expected: str) -> None:
    assert became(after(fact(FILED, filed))) == expected


def test_it_is_late_by_one_day_at_least() -> None:
    """On the Saturday after a Friday's deadline no working day has passed, and still it is late."""
    october = owed("2020-10", duty=VISITS)
    assert became(after(visited("10-31 10:00"), visited("10-31 11:00"), terms=october)) == "late 1"
    december = owed("2020-12", rules=(rules := Rules(cutoff=time(17, 30))))
    assert became(after(fact(FILED, "12-28 17:29"), terms=december, rules=rules)) == "on_time"
    assert became(after(fact(FILED, "12-28 17:30"), terms=december, rules=rules)) == "late 1"


def test_it_stands_filed_until_accepted() -> None:
    state = after(fact(FILED, "09-25 10:00"))
    assert stands(state, "09-28 10:00") is Standing.FILED
    assert (
        stands(after(fact(FILED, "09-25 10:00"), fact(FactKind.ACCEPTED, "09-26 10:00")), "09-28") is Standing.ACCEPTED
    )


@pytest.mark.parametrize(
    ("form", "page", "expected"),
    [
        ("09-25 10:00", "09-26 10:00", "on_time"),
        ("09-25 10:00", "09-30 23:59", "on_time"),
        ("09-25 10:00", "10-01 00:00", "late 3"),
        ("09-25 10:00", "10-10 10:00", "late 5"),
        ("09-28 10:00", "09-30 10:00", "late 1"),
        ("09-28 10:00", "10-10 10:00", "late 5"),
    ],
)
def test_it_counts_the_form_where_the_page_comes_in_grace(form: str, page: str, expected: str) -> None:
    assert became(after(fact(FORM, form), fact(PAGE, page))) == expected
    assert became(after(fact(FORM, form), fact(FILED, page))) == expected


def test_it_awaits_the_page_and_then_is_overdue() -> None:
    state = after(fact(FORM, "09-25 10:00"))
    assert stands(state, "09-26") is Standing.FILED_UNSEALED
    assert stands(state, "09-30 23:59") is Standing.FILED_UNSEALED
    assert stands(state, "10-01") is Standing.OVERDUE
    assert (state.base_day, state.late_from) == (day("09-30"), moment("10-01"))
    assert outcome(state, END) is Outcome.MISSING


def test_it_counts_the_first_form_where_another_comes_without_a_page() -> None:
    state = after(fact(FORM, "09-25 10:00"), fact(FORM, "09-29 10:00"))
    assert state.unsealed_at == moment("09-25 10:00")
    assert state.base_day == day("09-30")


@pytest.mark.parametrize(
    ("returned", "limit"),
    [
        ("09-10 15:00", "09-28"),
        ("09-25 15:00", "09-29"),
        ("09-27 15:00", "09-30"),
        ("09-30 15:00", "10-11"),
    ],
)
def test_it_limits_a_return_to_the_second_working_day_but_never_before_late_from(returned: str, limit: str) -> None:
    state = after(fact(FILED, "09-09 10:00"))
    assert return_limit(state, REAL.plus(moment(returned).date(), 2), REAL) == moment(limit)


def returned_report(first: Fact, *then: Fact) -> State:
    """Filed, and returned on 09-28 until 24:00 of 09-30."""
    return after(first, fact(FactKind.RETURNED, "09-28 10:00", until="10-01"), *then)


@pytest.mark.parametrize(
    ("first", "again", "expected"),
    [
        ("09-25 10:00", "09-30 23:59", "on_time"),
        ("09-25 10:00", "10-01 00:00", "late 1"),
        ("09-25 10:00", "10-10 10:00", "late 2"),
        ("09-28 09:00", "09-30 10:00", "late 1"),
        ("09-28 09:00", "10-10 10:00", "late 5"),
    ],
)
def test_it_keeps_timeliness_within_the_limit_of_a_return(first: str, again: str, expected: str) -> None:
    assert became(returned_report(fact(FILED, first), fact(FILED, again))) == expected


def test_it_is_overdue_from_the_limit_of_a_return() -> None:
    state = returned_report(fact(FILED, "09-25 10:00"))
    assert stands(state, "09-30 23:59") is Standing.RETURNED
    assert stands(state, "10-01") is Standing.OVERDUE
    assert (state.round, state.base_day) == (2, day("09-30"))
    assert outcome(state, moment("10-05")) is Outcome.OPEN


def test_it_keeps_timeliness_through_a_second_return() -> None:
    once = returned_report(fact(FILED, "09-25 10:00"), fact(FILED, "09-30 10:00"))
    assert became(once) == "on_time"
    twice = fact(FactKind.RETURNED, "09-30 11:00", until="10-11")
    again = [fact(FILED, "09-30 10:00"), twice, fact(FILED, "10-10 10:00")]
    assert became(returned_report(fact(FILED, "09-25 10:00"), *again)) == "on_time"


def test_it_asks_for_the_page_again_after_a_return() -> None:
    state = returned_report(fact(FILED, "09-25 10:00"), fact(FORM, "09-30 10:00"))
    assert state.late_from == moment("10-13")
    sealed = returned_report(fact(FILED, "09-25 10:00"), fact(FORM, "09-30 10:00"), fact(PAGE, "10-12 10:00"))
    assert became(sealed) == "on_time"


def test_it_keeps_the_forms_time_where_it_is_returned_in_grace() -> None:
    assert became(returned_report(fact(FORM, "09-25 10:00"), fact(FILED, "09-30 10:00"))) == "on_time"


def test_it_stays_late_where_an_overdue_page_is_returned_instead() -> None:
    facts = [
        fact(FORM, "09-25 10:00"),
        fact(FactKind.RETURNED, "10-09 10:00", until="10-13"),
        fact(FILED, "10-10 10:00"),
    ]
    assert became(after(*facts)) == "late 4"


def test_it_takes_back_acceptance_with_a_return() -> None:
    state = after(
        fact(FILED, "09-20 10:00"),
        fact(FactKind.ACCEPTED, "09-21 10:00"),
        fact(FactKind.RETURNED, "09-22 10:00", until="09-28"),
    )
    assert stands(state, "09-23") is Standing.RETURNED


@pytest.mark.parametrize(("received", "expected"), [("09-27 16:00", "on_time"), ("09-28 09:00", "late 1")])
def test_it_counts_the_true_receipt_of_a_paper(received: str, expected: str) -> None:
    state = after(fact(FactKind.OVERDUE, "09-28"), fact(FILED, "10-09 10:00", received=received))
    assert became(state) == expected
    assert stands(state, "10-09 10:00") is Standing.FILED
    assert state.latest == moment("10-09 10:00")


@pytest.mark.parametrize("waived", ["09-10 10:00", "10-09 10:00"])
def test_it_is_excused_once_waived(waived: str) -> None:
    state = after(fact(FactKind.WAIVED, waived))
    assert outcome(state, moment(waived)) is Outcome.EXCUSED
    assert became(state) == "excused"
    assert stands(state, "10-12") is Standing.WAIVED


def test_it_stays_missing_where_it_is_filed_after_the_period_closed() -> None:
    closed = fact(FactKind.CLOSED, "10-31")
    assert became(after(closed, fact(FILED, "11-02 10:00"))) == "missing"
    assert became(after(closed)) == "missing"
    assert outcome(after(), moment("10-30 23:59")) is Outcome.OPEN
    assert outcome(after(), moment("10-31")) is Outcome.MISSING


def visited(at: str, firm: str | None = None) -> Fact:
    return fact(FactKind.VISITED, at, subject=firm)


def test_it_counts_each_paired_firm_once() -> None:
    once = after(visited("09-10", "甲"), visited("09-11", "甲"), terms=owed(duty=VISITS))
    assert (once.visited, once.complete) == (["甲"], False)
    met = after(visited("09-10", "甲"), visited("09-30 18:00", "乙"), terms=owed(duty=VISITS))
    assert (met.complete, became(met)) == (True, "on_time")


def struck(at: str, firm: str | None = None) -> Fact:
    return Fact(FactKind.VISIT_STRUCK, moment(at), subject=firm)


def test_it_counts_what_is_left_when_a_visit_is_struck() -> None:
    life = [visited("09-10", "甲"), visited("09-11", "甲"), visited("09-15", "乙"), visited("09-20", "丙")]
    twice = after(*life, struck("09-21", "甲"), terms=owed(duty=VISITS))
    assert (twice.visited, twice.filed_at) == (["甲", "乙", "丙"], moment("09-15")), "one record of 甲 stands"
    gone = after(*life, struck("09-21", "甲"), struck("09-21", "甲"), terms=owed(duty=VISITS))
    assert (gone.visited, gone.filed_at) == (["乙", "丙"], moment("09-20"))
    owed_again = after(*life, struck("09-21", "乙"), struck("09-21", "丙"), terms=owed(duty=VISITS))
    assert (owed_again.visited, owed_again.complete) == (["甲"], False)


def test_the_visit_that_is_struck_is_that_of_its_day() -> None:
    life = [visited("09-10"), visited("09-29"), visited("10-09 10:00")]
    first = replace(struck("10-09 11:00"), last_day=day("09-10"))
    assert [became(after(*life, one, terms=owed(duty=VISITS))) for one in (first, struck("10-09 11:00"))] == [
        "late 1",
        "on_time",
    ]


def test_it_counts_visits_without_a_name_by_number() -> None:
    met = after(visited("09-10"), visited("10-09 10:00"), visited("10-12 10:00"), terms=owed(duty=VISITS))
    assert became(met) == "late 1"
    assert days_late(after(), REAL) == 0


def test_it_approves_nothing_by_itself() -> None:
    """An explanation is a reason, not an excuse: rejected, the report is as late as before."""
    facts = [
        fact(FactKind.EXPLAINED, "09-28 10:00"),
        fact(FactKind.EXPLANATION_DECIDED, "09-29 10:00", choice=ReasonChoice.REJECT),
        fact(FILED, "09-30 10:00"),
    ]
    assert became(after(*facts)) == "late 3"


RETURNED = FactKind.RETURNED


@pytest.mark.parametrize(
    ("second", "third", "expected"),
    [
        (fact(FORM, "09-30 10:00"), "10-10 10:00", "on_time"),
        (fact(FILED, "09-30 10:00"), "10-10 10:00", "on_time"),
        (fact(FORM, "10-01 00:00"), "10-10 10:00", "late 1"),
        (fact(FILED, "10-01 00:00"), "10-10 10:00", "late 1"),
    ],
)
def test_it_keeps_the_first_timeliness_however_often_it_is_returned(second: Fact, third: str, expected: str) -> None:
    """Each time sealed or not; what came after the limit stays late, whatever is returned after it."""
    twice = fact(RETURNED, "10-09 11:00" if expected != "on_time" else "09-30 11:00", until="10-13")
    assert became(returned_report(fact(FILED, "09-25 10:00"), second, twice, fact(FILED, third))) == expected


@pytest.mark.parametrize("again", [fact(FILED, "10-09 10:00"), fact(FORM, "10-09 10:00")])
def test_it_stays_late_where_it_is_refiled_after_the_limit_sealed_or_not(again: Fact) -> None:
    state = returned_report(
        fact(FILED, "09-25 10:00"), again, *([fact(PAGE, "10-10 10:00")] if again.kind is FORM else [])
    )
    assert became(state) == "late 1"


def test_it_counts_a_page_that_comes_too_late_after_a_return_from_the_limit() -> None:
    state = returned_report(fact(FILED, "09-25 10:00"), fact(FORM, "09-30 10:00"), fact(PAGE, "10-13 10:00"))
    assert became(state) == "late 4"


@pytest.mark.parametrize(
    ("period", "day_", "limit"),
    [("2020-12", "12-08", "12-29"), ("2020-12", "12-27", "12-29"), ("2020-09", "10-05", "10-10")],
)
def test_it_puts_no_limit_on_a_rest_day(period: str, day_: str, limit: str) -> None:
    """Under `keep` 2020-12-27, a Sunday, is the last day itself."""
    rules = Rules(rest_day=RestDay.KEEP)
    state = after(fact(FILED, "12-04 10:00"), terms=owed(period, rules=rules), rules=rules)
    assert return_limit(state, day(day_), REAL) == moment(limit)


def test_it_closes_no_earlier_than_the_limit_of_a_return() -> None:
    facts = [fact(FILED, "09-25 10:00"), fact(RETURNED, "10-30 14:00", until="11-04")]
    assert after(*facts).closes_at == moment("11-04")
    assert outcome(after(*facts), moment("11-03")) is Outcome.OPEN
    assert became(after(*facts, fact(FILED, "11-02 10:00"))) == "on_time"
    assert became(after(*facts, fact(FactKind.CLOSED, "11-04"), fact(FILED, "11-05 10:00"))) == "missing"


def test_it_stays_missing_whatever_a_return_had_kept() -> None:
    """As a month was closed before its limit by an earlier version: what was said then stays."""
    facts = [fact(FILED, "09-25 10:00"), fact(RETURNED, "10-30 14:00", until="11-04"), fact(FactKind.CLOSED, "10-31")]
    assert became(after(*facts, fact(FILED, "11-02 10:00"))) == "missing"


def test_it_knows_that_a_sealed_page_is_in_hand() -> None:
    assert not after(fact(FORM, "09-25 10:00")).paged
    assert returned_report(fact(FILED, "09-25 10:00")).paged


def test_it_counts_a_late_month_the_same_whenever_it_is_looked_at() -> None:
    late = [fact(FILED, "09-28 10:00"), fact(RETURNED, "09-29 10:00", until="10-11")]
    assert lapsed(after(*late), moment("09-30"))
    assert lapsed(after(*late, fact(FILED, "10-09 10:00")), moment("10-10"))
    assert lapsed(after(fact(FORM, "09-28 10:00")), moment("09-28 11:00"))
    prompt = returned_report(fact(FILED, "09-25 10:00"))
    assert not lapsed(prompt, moment("09-30 23:59"))
    assert lapsed(prompt, moment("10-01"))
