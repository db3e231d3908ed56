"""What an obligation is now, in words: one obligation walked through every standing, and the edges beside it."""

import pytest

from tests.domain.cast import REAL, RULES, VISITS, after, fact, moment, owed
from yudu_flow.domain.facts import ExtensionChoice, Fact, FactKind
from yudu_flow.domain.obligation import State
from yudu_flow.wording.standings import Stand, stand

FORM = fact(FactKind.FILED_UNSEALED, "09-25 16:30")
CLOSED = fact(FactKind.CLOSED, "10-31")


def at(when: str, *facts: Fact) -> Stand:
    """What September's report is at `when`, after `facts`."""
    return stand(after(*facts), RULES, REAL, moment(when))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("08-31 12:00", "未开始"),
        ("09-02 12:00", "进行中"),
        ("09-23 12:00", "即将到期"),
        ("09-27 12:00", "今日到期"),
        ("09-28 00:00", "逾期1个工作日"),
        ("09-30 12:00", "逾期3个工作日"),
        ("10-10 12:00", "逾期5个工作日"),
        ("10-31 00:00", "未报，逾期20个工作日"),
    ],
)
def test_it_says_by_how_much_it_is_late(when: str, said: str) -> None:
    facts = [CLOSED] if when >= "10-31" else []
    assert at(when, *facts).sentence == said


def test_it_counts_a_report_that_is_overdue_on_a_rest_day_as_late_as_if_it_came_then() -> None:
    state = after(terms=owed("2021-04"))
    assert stand(state, RULES, REAL, moment("2021-05-01 10:00")).word == "逾期3个工作日"
    in_may = after(terms=owed("2020-10", duty=VISITS))
    assert stand(in_may, RULES, REAL, moment("2020-10-31 10:00")).word == "逾期1个工作日"


def test_it_never_calls_a_form_without_its_page_not_reported() -> None:
    waiting, overdue = at("09-28 10:00", FORM), at("10-12 10:00", FORM)
    assert (waiting.word, waiting.sentence) == ("已报待补章", "9月25日 16:30已报，盖章页待补")
    assert (overdue.word, overdue.short, overdue.result) == ("已报，未补盖章页", "未补章", "已报，未补盖章页")
    assert overdue.sentence == "已报，未补盖章页，逾期3个工作日"


def test_a_closed_month_keeps_that_only_the_page_was_missing() -> None:
    ended = at("12-01", FORM, CLOSED)
    assert (ended.short, ended.result) == ("未补章", "已报，未补盖章页")
    sealed = at("12-01", FORM, CLOSED, fact(FactKind.SEALED, "11-05 10:00"))
    assert (sealed.short, sealed.result) == ("未补章", "已报，未补盖章页，期满后补交")
    assert sealed.sentence == "9月25日 16:30已报，盖章页11月5日 10:00补交，在本期结束之后，待审核"
    assert at("12-01", CLOSED, fact(FactKind.FILED, "11-05")).result == "未报，期满后补报"


def test_a_form_that_came_when_its_month_was_closed_was_not_reported_in_it() -> None:
    late = at("12-01", CLOSED, fact(FactKind.FILED_UNSEALED, "11-05 10:00"))
    words = "未报，期满后补报，未补盖章页"
    assert (late.word, late.result, late.short, late.counted) == (words, words, "未报", "missing")


def test_what_was_returned_and_not_filed_again_was_not_never_filed() -> None:
    returned = fact(FactKind.RETURNED, "09-28 10:00", until="10-01 00:00")
    facts = (fact(FactKind.FILED, "09-25 10:00"), returned)
    assert at("09-28 12:00", *facts).word == "已退回待重报"
    assert at("10-09 12:00", *facts).sentence == "退回后未重报，逾期1个工作日"
    assert (at("12-01", *facts, CLOSED).result, at("12-01", *facts, CLOSED).short) == ("退回后未重报", "退回")


@pytest.mark.parametrize(
    ("facts", "word", "said", "result"),
    [
        ([fact(FactKind.FILED, "09-25 10:05")], "已报待审核", "9月25日 10:05已报，按时，待审核", "按时"),
        (
            [fact(FactKind.FILED, "10-12 16:00", received="09-25 16:30")],
            "已报待审核",
            "9月25日 16:30已报，按时，待审核",
            "按时",
        ),
        (
            [fact(FactKind.FILED, "09-30 15:00"), fact(FactKind.ACCEPTED, "10-09 10:00")],
            "已接收",
            "9月30日 15:00补报，逾期3个工作日，已接收",
            "逾期补报",
        ),
        ([FORM, fact(FactKind.SEALED, "09-29 09:00")], "已报待审核", "9月25日 16:30已报，按时，待审核", "按时"),
        ([fact(FactKind.WAIVED, "09-29 09:00")], "免报", "免报", "免报"),
        (
            [CLOSED, fact(FactKind.FILED, "11-02 09:00")],
            "已报待审核",
            "11月2日 09:00已报，在本期结束之后，待审核",
            "未报，期满后补报",
        ),
    ],
)
def test_what_came_is_not_done_before_the_office_has_read_it(
    facts: list[Fact], word: str, said: str, result: str
) -> None:
    now = at("12-01", *facts)
    assert (now.word, now.sentence, now.result) == (word, said, result)


def test_it_says_when_an_extension_held() -> None:
    asked = fact(FactKind.EXTENSION_ASKED, "09-24 10:00", to="10-12")
    granted = fact(FactKind.EXTENSION_DECIDED, "09-25 10:00", to="10-12", choice=ExtensionChoice.APPROVE)
    now = at("10-13", asked, granted, fact(FactKind.FILED, "10-12 16:00"))
    assert (now.sentence, now.result, now.short) == ("10月12日 16:00已报，在延期内，待审核", "延期内", "延期")


def visits(*facts: Fact) -> State:
    """September's visits to two firms."""
    return after(*facts, terms=owed(duty=VISITS))


def test_visits_are_done_and_not_reported() -> None:
    made = [fact(FactKind.VISITED, f"09-2{day} 10:00", subject=firm) for day, firm in ((2, "甲"), (4, "乙"))]
    done = stand(visits(*made), RULES, REAL, moment("10-12"))
    assert (done.word, done.sentence, done.result) == ("已完成", "9月24日 10:00已完成，按时", "按时")
    half = stand(visits(made[0]), RULES, REAL, moment("10-09 10:00"))
    assert (half.word, half.sentence) == ("逾期1个工作日", "逾期1个工作日")
    ended = stand(visits(made[0], CLOSED), RULES, REAL, moment("12-01"))
    assert (ended.word, ended.short, ended.result) == ("未完成", "未完成", "未完成")


def test_it_counts_no_further_than_the_end_of_the_period() -> None:
    state = after(fact(FactKind.CLOSED, "2020-12-01"), terms=owed("2020-10"))
    assert stand(state, RULES, REAL, moment("2021-02-01")).sentence == "未报，逾期24个工作日"


def test_it_says_late_once() -> None:
    assert (at("10-10").aside, at("10-12 10:00", FORM).aside) == ("", "逾期3个工作日")
    assert at("12-01", fact(FactKind.FILED, "09-30 15:00")).aside == "逾期3个工作日"


def test_a_month_that_closed_over_an_unanswered_request_is_not_about_to_fall_due() -> None:
    assert at("11-30 10:00", fact(FactKind.EXTENSION_ASKED, "09-20", to="10-15"), CLOSED).word == "未报"
