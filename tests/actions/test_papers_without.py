"""Papers of a bureau where whatever may be missing is: no bracket is empty, no mark stands where a name should.

September is played once; then, for any choice of what the content leaves out, every paper there is gets written.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bureau import CLERK, INSURANCE, JOBS, OTHER_LEADER, TRAINING, Desk, build_home, desk_in, report_of
from yudu_flow.actions.acts.act import Sought
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.actions.acts.instruct import Errand, instruct
from yudu_flow.actions.acts.open_request import Asking, open_request
from yudu_flow.actions.acts.record_visit import record_visit
from yudu_flow.actions.acts.settle_case import decide_case
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import see
from yudu_flow.actions.papers.bulletin import bulletin, paper_of
from yudu_flow.actions.papers.item_papers import PAPERS, papers_due
from yudu_flow.actions.papers.summary import summary
from yudu_flow.actions.papers.summary_paper import summary_paper
from yudu_flow.actions.papers.visit_papers import visit_record
from yudu_flow.actions.views.archived_item import item_paper
from yudu_flow.actions.views.request_papers import request_slip
from yudu_flow.actions.views.requests_view import RequestShown, all_requests
from yudu_flow.content.home import Content
from yudu_flow.domain.facts import CaseChoice, ExtensionChoice
from yudu_flow.domain.plan import Plan
from yudu_flow.domain.roster import Post, Unit
from yudu_flow.storage import obligations

BROKEN = re.compile(
    r"（[，、；：。）]|[，、；：（]）|《》|“”|〔〕|[，、；：]{2}|：。|、。|，。|请(?:[，、]|对慢|补交|尽快|在下一次)|^[，、；：。）]|None|\[\]|\(\)"
)
"""What is left where an empty name was put between marks."""
PLAN = "wenjiuye-2020"


def text_in(value: object) -> Iterator[str]:
    """Every text of a paper."""
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, tuple | list):
        for one in value:
            yield from text_in(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from text_in(getattr(value, field.name))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Desk]]:
    """12 October, with the least that can be said in each act."""
    folder: Path = tmp_path_factory.mktemp("papers")
    desk = desk_in(build_home(folder / "home"), f"sqlite:///{folder / 'test.db'}")
    desk.until("2020-09-22T09:00")
    bureau, now = desk.bureau, desk.clock
    ask_extension(bureau, report_of(TRAINING), "唐宁", now(), date(2020, 10, 12), "忙")
    decide_extension(bureau, report_of(TRAINING), CLERK, now(), ExtensionChoice.APPROVE)
    file_report(bureau, report_of(JOBS), "苏禾", now(), Report(nothing_new="无"), sealed=False)
    record_visit(bureau, Sought(JOBS, "2020-09"), "苏禾", now(), "长河电子")
    open_request(bureau, CLERK, now(), Asking("没有登记的厂", "其他", "想问政策", INSURANCE))
    instruct(bureau, [INSURANCE], OTHER_LEADER, now(), Errand("请办", date(2020, 10, 9)))
    desk.until("2020-10-15T09:00")
    decide_case(bureau, report_of(INSURANCE), OTHER_LEADER, now(), CaseChoice.CONFIRM, "属实")
    yield lambda: desk  # which says less of itself where an example is told
    desk.bureau.engine.dispose()


def plans(change: Callable[[Plan], Plan]) -> Callable[[Content], Content]:
    return lambda content: replace(content, plans=tuple(map(change, content.plans)))


def assignments(**without: object) -> Callable[[Content], Content]:
    def change(plan: Plan) -> Plan:
        measures = (
            replace(one, assignments=tuple(replace(a, **without) for a in one.assignments))  # type: ignore[arg-type]
            for one in plan.measures
        )
        return replace(plan, measures=tuple(measures))

    return plans(change)


def units(change: Callable[[Unit], Unit]) -> Callable[[Content], Content]:
    def changed(content: Content) -> Content:
        roster = content.roster
        return replace(content, roster=replace(roster, units={name: change(one) for name, one in roster.units.items()}))

    return changed


def posts(change: Callable[[Post], Post]) -> Callable[[Content], Content]:
    def changed(content: Content) -> Content:
        roster = content.roster
        return replace(content, roster=replace(roster, posts={id: change(one) for id, one in roster.posts.items()}))

    return changed


WITHOUT: dict[str, Callable[[Content], Content]] = {
    "leaders": assignments(leaders=()),
    "units": assignments(units=()),
    "co-units": assignments(co_units=()),
    "policies": assignments(policies=()),
    "full names": units(lambda one: replace(one, full_name=None)),
    "who is in charge": units(lambda one: replace(one, in_charge=None)),
    "firms": units(lambda one: replace(one, firms=())),
    "who holds a post": posts(lambda one: replace(one, holders=())),
    "duties' basis": plans(lambda plan: replace(plan, duties=tuple(replace(one, basis="") for one in plan.duties))),
}


def papers(bureau: Bureau, desk: Desk) -> Iterator[tuple[str, object]]:
    """Every one that can be written now."""
    now = desk.clock()
    for one in all_requests_of(bureau, desk):
        with bureau.reading() as db:
            yield "request", request_slip(bureau, db, one, now)
    with bureau.reading() as db:
        yield "summary", summary_paper(bureau, summary(bureau, db, now, PLAN, "2020-09"), now)
        yield "bulletin", paper_of(bureau, bulletin(bureau, db, now, PLAN, "2020-09"), now)
        rows = obligations.listed(db, bureau.key)
        for sight in see(db, rows):
            yield "item", item_paper(bureau, db, sight, [], now)
            for name, _ in papers_due(bureau, db, sight, now):
                yield name, PAPERS[name][1](bureau, db, sight, now)
            for event in sight.events:
                if event.kind == "visited":
                    yield "visit", visit_record(bureau, db, event.id, now)


def all_requests_of(bureau: Bureau, desk: Desk) -> list[RequestShown]:
    with bureau.reading() as db:
        return [*all_requests(bureau, db, desk.clock())]


@pytest.mark.long
@settings(max_examples=60, deadline=None)
@given(missing=st.sets(st.sampled_from([*WITHOUT])))
def test_no_mark_stands_where_a_name_should(played: Callable[[], Desk], missing: set[str]) -> None:
    desk = played()
    content = desk.bureau.content
    for name in sorted(missing):
        content = WITHOUT[name](content)
    bureau = replace(desk.bureau, content=content)
    made = [*papers(bureau, desk)]
    assert {name for name, _ in made} >= {
        "summary",
        "bulletin",
        "item",
        "case",
        "urge",
        "request",
        "visit",
        "extension",
    }
    broken = {(name, line) for name, paper in made for line in text_in(paper) if BROKEN.search(line)}
    assert broken == set()
