"""The duties that a document orders, as a draft has them, and the questions that its other orders leave."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yudu_flow.documents.draft import DraftAssignment, DraftDuty
from yudu_flow.documents.passage import Passage
from yudu_flow.documents.recurring import counted, once, unaddressed, unread, visits, visits_apart
from yudu_flow.documents.summary import LINE
from yudu_flow.documents.works import Work


def visits_of(works: Sequence[Work], assignments: Sequence[DraftAssignment]) -> Iterator[DraftDuty]:
    """One duty an owner, from the words that each attribution speaks for."""
    for at, (work, made) in enumerate(zip(works, assignments, strict=True)):
        one = visits(work.passage, work.start, work.end)
        if one is None:
            continue
        owners = [(unit, False) for unit in made.units] + [(person, True) for person in made.people]
        for owner, person in owners:
            yield replace(one, measure=work.measure, assignment=at, owner=owner, owner_is_person=person)


def asked_of_duties(passage: Passage, reports: Sequence[DraftDuty]) -> Iterator[str]:
    """What was not read of duties, and what no duty of a plan holds, each with the words that order it."""
    yield from (f"这句像是定期报送，没有读出日子，请在方案里补上：{words[:50]}" for words in unread(passage, reports))
    yield from (f"这句没有读出报给谁，请核对：{words[:50]}" for words in unaddressed(passage, reports))
    yield from (f"这句是只报一次的，方案里没有这样的报送，请另行交办：{words[:LINE]}" for words in once(passage))
    yield from (f"这里要求定期做几次，方案里没有这样的任务，请另行交办：{words[:LINE]}" for words in counted(passage))


def asked_of_visits(passage: Passage, works: Sequence[Work]) -> Iterator[str]:
    """Visits that no assignment's words order: who owes them the document does not say by a name."""
    spoken = [(work.start, max(work.end, work.below)) for work in works if work.spoken]
    for words in visits_apart(passage, spoken):
        yield f"这里要求定期走访企业，看不出由谁走访，请写进方案：{words[:LINE]}"
