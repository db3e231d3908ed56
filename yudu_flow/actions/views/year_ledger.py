"""The year's ledger (年度台账): every item of the year with what became of it, the targets' last figures, decisions.

From facts alone; what does not add up to what was owed cannot be in it. Reads only.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.deciders import decider_name
from yudu_flow.actions.letters import last_words
from yudu_flow.actions.look import Sight, see
from yudu_flow.actions.papers.sheet import Cell, Sheet, workbook
from yudu_flow.actions.target_figures import Progress, latest_figures, progress_of
from yudu_flow.domain.bucket import Bucket, bucket
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.expected import bearers
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Assignment, Plan
from yudu_flow.domain.progress import Pace
from yudu_flow.domain.verdict import Family
from yudu_flow.storage import duty_answers, obligations
from yudu_flow.storage.rows import Owed
from yudu_flow.wording.cases import KINDS as CASES
from yudu_flow.wording.cases import stage
from yudu_flow.wording.periods import spell_owed, spell_period
from yudu_flow.wording.reasons import spell_choice, spell_reason
from yudu_flow.wording.standings import OUTCOMES, stand
from yudu_flow.wording.yearly import CHOICES

ITEMS = {
    **{"序号": 6, "周期": 14, "事项": 22, "依据": 22, "责任单位": 14, "责任人": 10, "措施": 26, "截止日期": 12},
    **{"结果": 16, "当前状态": 14, "完成时间": 17, "接收时间": 17, "逾期工作日": 10, "催办次数": 9, "退回次数": 9},
    **{"认定事项": 26, "所述原因": 26},
}
FIGURES = {
    **{"措施": 8, "指标": 26, "责任单位": 16, "目标": 12, "计量单位": 9, "完成": 12, "截至": 12, "完成率%": 10},
    **{"应完成%": 10, "情况": 18, "是否最终": 9, "更正": 26},
}
DECISIONS = {"时间": 17, "事项": 34, "决定": 16, "内容": 14, "说明": 40, "决定人": 12}
COUNTS = {"事项": 24, "应办": 8}
DECIDED = (
    *(FactKind.EXTENSION_DECIDED, FactKind.EXPLANATION_DECIDED, FactKind.WAIVED, FactKind.RETURNED),
    *(FactKind.HAND_BACK_ANSWERED, FactKind.CASE_DECIDED, FactKind.APPEAL_DECIDED, FactKind.CASE_CHECKED),
    *(FactKind.CASE_CLOSED, FactKind.REQUEST_DECIDED, FactKind.CORRECTED, FactKind.FIGURE_CORRECTED),
)
PACES = {Pace.UNKNOWN: "尚未填报", Pace.IN_TIME: "符合序时进度"}
SLOW = "慢于序时进度"


def year_ledger(bureau: Bureau, db: Connection, year: int, now: datetime) -> bytes:
    """The workbook, with a sheet each for items, targets, decisions, and counts that add up."""
    sights = see(db, _items(bureau, db, year))
    sheets = [
        Sheet("台账", ITEMS, [_item(bureau, place, one, now) for place, one in enumerate(sights, 1)], fixed=3),
        Sheet("指标", FIGURES, [*_targets(bureau, db, year, now)], fixed=2),
        Sheet("决定", DECISIONS, sorted(_decisions(bureau, db, sights, year), key=lambda row: str(row[0]))),
        Sheet("数字", {**COUNTS, **{OUTCOMES[one]: 12 for one in Bucket}}, [*_counts(sights, now)]),
    ]
    return workbook(f"{year}年台账", bureau.roster.bureau_name, now, sheets)


def _items(bureau: Bureau, db: Connection, year: int) -> list[Owed]:
    """By month and kind, units as the roster has them."""
    rows = obligations.between(db, bureau.key, f"{year:04}-01", f"{year:04}-12")
    kinds = [*KINDS]
    return sorted(
        rows, key=lambda row: (row.month, kinds.index(row.kind), row.duty, bureau.roster.place(row.unit), row.id)
    )


def _item(bureau: Bureau, place: int, sight: Sight, now: datetime) -> Sequence[Cell]:
    owed, state = sight.owed, sight.state
    stands = stand(state, bureau.rules, bureau.calendar, now)
    slips = sum(row.family == Family.SLIP and row.verdict == "fired" for row in sight.rungs)
    returns = sum(row.kind == FactKind.RETURNED for row in sight.events)
    return (
        *(place, spell_period(owed.period), owed.title, owed.basis, owed.unit),
        *(owed.owner if owed.owner != owed.unit else "", _measures(bureau, owed), state.deadline.last_day),
        *(stands.result, stands.word, state.counted_at or state.filed_at, state.accepted_at, stands.days or None),
        *(slips, returns, _case(bureau, sight, now), last_words(sight, FactKind.EXPLAINED)),
    )


def _measures(bureau: Bureau, owed: Owed) -> str:
    """The numbers and titles of the measures that it is about."""
    plan = bureau.plan(owed.plan)
    found = plan.assignments() if plan else ()
    return "；".join(
        dict.fromkeys(f"{one.number}.{one.title}" for one, assignment in found if assignment.id in owed.assignments)
    )


def _case(bureau: Bureau, sight: Sight, now: datetime) -> str:
    case = sight.state.case
    return f"{CASES[case.kind]}：{stage(case, decider_name(bureau, sight, now), now)}" if case else ""


def _targets(bureau: Bureau, db: Connection, year: int, now: datetime) -> Iterator[Sequence[Cell]]:
    """Each by its last month of the year, so far as it has come."""
    so_far = min(Period(year, 12), Period.of(local_day(now)))
    for plan in bureau.content.plans:
        for measure, assignment in plan.assignments():
            for last, names in _last_months(assignment, year, so_far):
                for one in _progress(bureau, db, plan, assignment, last, now):
                    if one.name in names:
                        yield _figure(measure.number, one)


def _last_months(assignment: Assignment, year: int, so_far: Period) -> Iterator[tuple[Period, set[str]]]:
    asked = [(min(Period.of(one.by), so_far), one) for one in assignment.targets]
    running = [(month, one.name) for month, one in asked if month.year == year and one.runs_in(month)]
    for month, found in groupby(sorted(running), key=lambda pair: pair[0]):
        yield month, {name for _, name in found}


def _progress(
    bureau: Bureau, db: Connection, plan: Plan, assignment: Assignment, month: Period, now: datetime
) -> Iterator[Progress]:
    owners = [*dict.fromkeys(bearers(plan, assignment, bureau.roster, month.last))]
    return progress_of(bureau, latest_figures(bureau, db, str(month), now), plan.id, assignment, owners, str(month))


def _figure(number: int, one: Progress) -> Sequence[Cell]:
    said = PACES.get(Pace(one.lamp), SLOW) if one.value is not None else PACES[Pace.UNKNOWN]
    done = None if one.value is None else round(one.done, 1)
    as_of = "" if one.value is None else spell_period(one.period)
    final = "最终" if one.final and one.value is not None else ""
    where = number, one.name, one.owner, one.goal, one.unit
    return (*where, one.value, as_of, done, round(one.due, 1), said, final, one.corrected)


def _decisions(bureau: Bureau, db: Connection, sights: Iterable[Sight], year: int) -> Iterator[Sequence[Cell]]:
    """About the year's items, and about its duties."""
    for sight in sights:
        own = dict(sight.state.terms.kind.words.acts)
        for row in sight.events:
            if row.kind in DECIDED and row.by:
                owed = sight.owed
                about = spell_owed(owed.owner, owed.period, owed.title, once=bool(owed.subject))
                choice = spell_choice(row.choice) if row.choice else ""
                yield row.at, about, spell_reason(row.kind, own), choice, str(row.detail.get("reason", "")), row.by
    titles = {(plan.id, duty.id): duty.title for plan, duty in bureau.duties()}
    for answer in duty_answers.listed(db, bureau.key):
        if answer.year == year:
            about = titles.get((answer.plan, answer.duty), answer.duty)
            yield answer.at, about, "答复是否还需要", _chosen(answer.choice), answer.reason, answer.by


def _chosen(choice: str) -> str:
    return next((word for one, word in CHOICES.items() if one == choice), choice)


def _counts(sights: Iterable[Sight], now: datetime) -> Iterator[Sequence[Cell]]:
    """A row a duty and one for all; the buckets of each add up to what was owed."""
    groups: dict[str, Counter[Bucket]] = defaultdict(Counter)
    for sight in sights:
        kind = KINDS[sight.owed.kind]
        groups[sight.owed.title if kind.cyclic else kind.words.name][bucket(sight.state, now)] += 1
    total = sum(groups.values(), Counter[Bucket]())
    for name, counted in (*groups.items(), ("合计", total)):
        yield name, counted.total(), *(counted[one] for one in Bucket)
