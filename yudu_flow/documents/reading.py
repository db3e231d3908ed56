"""A paper read as a draft plan. Source: 7-papers "Importing a document", domain research 7."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from yudu_flow.documents.account import Account, Spoken, account_of, spare_words
from yudu_flow.documents.account_of_tables import account_for_tables
from yudu_flow.documents.addressee import addressed
from yudu_flow.documents.asking import ask, doubt_of, in_place_of, nearest
from yudu_flow.documents.attributions import attributions, let_first_lead, missed
from yudu_flow.documents.by_numbers import by_numbers
from yudu_flow.documents.cards import as_grids, as_rows
from yudu_flow.documents.charged import Attribution, Named
from yudu_flow.documents.draft import Draft, DraftAssignment, Unknown
from yudu_flow.documents.drafted_duties import asked_of_duties, asked_of_visits, visits_of
from yudu_flow.documents.feet import without_foot
from yudu_flow.documents.formal import formal
from yudu_flow.documents.grids import rows_of
from yudu_flow.documents.holes import asked_of_holes, said_of_all
from yudu_flow.documents.inherited import handed_down, without
from yudu_flow.documents.labels import Role
from yudu_flow.documents.manner import NOT_SURE, caution_of, questioned
from yudu_flow.documents.masthead import NO_YEAR, dated, names_its_year, number_of, year_doubt, year_of
from yudu_flow.documents.measures import Charge, charges, gathered, joined, measures_of, without_weak
from yudu_flow.documents.mending import mend
from yudu_flow.documents.no_plans import no_plan, set_apart
from yudu_flow.documents.odd_ends import odd_ends
from yudu_flow.documents.odd_titles import title_behind, title_doubt
from yudu_flow.documents.of_all import leading_all, limit_of_all
from yudu_flow.documents.outliers import outliers, twice
from yudu_flow.documents.outline import Item, around, outline
from yudu_flow.documents.over import over_measures
from yudu_flow.documents.over_pages import over_pages
from yudu_flow.documents.paper import Paper
from yudu_flow.documents.passage import Passage, Span
from yudu_flow.documents.plausible import is_plainly_many, name_doubts, whose
from yudu_flow.documents.recurring import reports
from yudu_flow.documents.residue import blotted_out, left_over
from yudu_flow.documents.roles import role_of
from yudu_flow.documents.sections import give, lines_above
from yudu_flow.documents.sorts import Sort
from yudu_flow.documents.stated import limit_of
from yudu_flow.documents.summary import LINE, first_words, summary_of
from yudu_flow.documents.targets import targets_of
from yudu_flow.documents.titles import plan_of, title_of
from yudu_flow.documents.whole_names import lent_doubts
from yudu_flow.documents.works import Work
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.names import name_key
from yudu_flow.domain.roster import Roster

STRANGE = 0.8
"""The share of names that the roster does not know from which on a document is another bureau's."""
MOST_ROWS = 2000
"""Rows of the tables of a document that is read at all."""
EMPTY = "文件里没有文字，读不出内容"


def read_paper(paper: Paper, roster: Roster | None = None, *, asked: bool = True, today: date | None = None) -> Draft:
    """What the paper orders, its names looked up in the roster where there is one, as it is `today`.

    Where nobody `asked` for that roster and it knows next to none of the names, the document is another bureau's: its
    words alone say what it orders. Raises BadRequest where the paper is empty or has more rows than any plan.
    """
    if sum(len(table.rows) for table in paper.tables) > MOST_ROWS:
        raise BadRequest(f"表格超过{MOST_ROWS}行，不像一份方案；请只留要办的事再导入")
    if not paper.text.strip():
        raise BadRequest(EMPTY)
    draft = _Reading(paper, roster, today).draft()
    if roster and not asked and _is_strange(draft):
        return _Reading(paper, None).draft()
    return draft


def _is_strange(draft: Draft) -> bool:
    """Most of its names are nobody's here."""
    names = {name for one in draft.assignments for name in (*one.leaders, *one.units, *one.co_units, *one.people)}
    return bool(names) and len(draft.unknown) > STRANGE * len(names)


class _Reading:
    """One document on its way from words to a draft."""

    def __init__(self, paper: Paper, roster: Roster | None, today: date | None = None) -> None:
        self.paper, self.roster, self.today = paper, roster, today
        self.passage = mend(paper)
        self.whole = Passage(paper.text, range(len(paper.text)))
        # Without its foot first: turned upright, a row that says who drew it up would be a column.
        tables = as_grids(paper.text, tuple(as_rows(paper.text, without_foot(paper.text, one)) for one in paper.tables))
        whole = over_pages(paper.text, tables) if paper.broken else tables
        self.tables, self.apart = set_apart(paper.text, whole)
        self.day = dated(self.passage, paper.text)
        self.year = year_of(self.passage, self.day, paper.text)
        self.guessed = not names_its_year(self.passage, self.day)
        self.all_by = limit_of_all(self.passage, self.whole, paper.tables, self.year)
        self.items = outline(self.passage)
        self.over: list[Span] = []
        self.above: dict[int, Attribution] = {}
        self.ends: dict[str, str] = {}
        self.unknown: dict[str, Unknown] = {}
        self.questions: list[str] = []

    def draft(self) -> Draft:
        """All of it, in the order of the document."""
        number = number_of(self.passage)
        reported = reports(self.passage)
        self.questions += asked_of_duties(self.passage, reported)
        self.questions += [
            f"这句说的是各项都有的责任单位，没有逐项加上，请看：{words}" for words in said_of_all(self.passage)
        ]
        works = sorted(self._works(), key=lambda work: work.by.place)
        left = self._left_over(works)
        other = no_plan(self.passage, works, self.tables, self.apart)
        if other:
            works = []
        else:
            self.questions += [question for _, question in self.apart]
            self.questions += asked_of_visits(self.passage, works)
        caution = other.caution if other else caution_of(left, self.whole)
        self.ends = odd_ends(one.name for work in works for one in work.by.names)
        for at in range(len(works) if caution else 0):
            left.doubt(at, NOT_SURE)
        limits = [self._limit(work) for work in works]
        dated = [bool(due or work.by.due_words) for work, (due, _) in zip(works, limits, strict=True)]
        for at, doubt in outliers([work.by for work in works], dated):
            left.doubt(at, doubt)
        assignments = tuple(
            self._assignment(work, limit, left.doubts.get(at, ()))
            for at, (work, limit) in enumerate(zip(works, limits, strict=True))
        )
        targets = targets_of(works, [one.due for one in assignments], self.passage, self.items, self.year)
        made = Draft(
            self.paper.text,
            number,
            title_of(self.passage),
            self.day,
            assignments,
            (*reported, *visits_of(works, assignments)),
            tuple(targets),
            tuple(self.unknown.values()),
            caution=caution,
            issues=plan_of(self.passage),
        )
        return questioned(made, other.beyond(self.questions) if other else self.questions)

    def _works(self) -> Iterator[Work]:
        items = self.items
        every = attributions(self.passage, self.year)
        overs = over_measures(every, items, self.passage, self.year)
        self.over = [one.place for one in overs]
        said = without_weak(joined(without(every, overs), self.passage), items)
        places = [*(one.place for one in said), *(one.place for one in overs)]
        self.above, said = lines_above(self.whole, self.tables, self.passage, said, self.year)
        leading, said = leading_all(said, self.passage)
        said = gathered(said, items)
        found = handed_down(by_numbers(said, items, self.passage, self.year), overs, items)
        for one in found:
            give(one, *leading)
        made = charges(found, items, self.passage)
        self._ask_what_is_left(places, items, [one.item for one in made if one.item])
        highest = 0
        for charge, item, number, end in measures_of(made):
            highest = max(highest, number)
            yield replace(self._prose(charge, item, number), below=end)
        yield from self._rows(highest)

    def _ask_what_is_left(self, places: list[Span], items: list[Item], charged: list[Item]) -> None:
        """Words of charge that nothing was read from, measures that nobody has, numbers that are missing."""
        measures = (items[0].start, places[-1][1]) if charged and places else (0, len(self.passage.text))
        blotted = blotted_out(self.passage.key, places)
        left = [*missed(self.passage, blotted), *left_over(self.passage, blotted, measures)]
        self.questions += [f"这一处像是分工，没有读出来，请看：{words[:LINE]}" for words in left]
        self.questions += asked_of_holes(items, charged)

    def _left_over(self, works: list[Work]) -> Account:
        """The account of all names, the questions that come of it asked."""
        taken = {at for work in works for one in work.by.names for at in range(*one.place)}
        spoken = [work.spoken for work in works]
        aside = formal(self.passage, self.items, [one.said[0] for one in spoken if one])
        made = account_of(self.passage, self.items, spoken, taken, aside, self.over)
        rows = [None if work.spoken else work.by.place for work in works]
        self.questions += account_for_tables(made, self.whole, self.tables, rows, taken)
        for (start, end), names in made.open.items():
            title = item.title if (item := around(self.items, start)) else ""
            words = self.passage.text[start:end][: 2 * LINE]
            where = "" if title in words else f"“{title}”里的"
            self.questions.append(f"{where}{'、'.join(names)}没有读出来，请看：{words}")
        return made

    def _prose(self, charge: Charge, item: Item | None, number: int) -> Work:
        above = item.above if item else None
        by = charge.by
        spare = "" if by.speaks or by.many else spare_words(self.passage, by.place, [one.place for one in by.names])
        said = by.place[0], max(by.place[1], charge.end)
        spoken = Spoken(
            charge.item, charge.start, said, spare, frozenset(one.name for one in by.names), not by.due_words
        )
        by.place, by.names = self.passage.span(*by.place), by.names_in(self.passage)
        title = title_behind(self.passage, item) if item else first_words(self.passage.text[charge.start : charge.end])
        part = charge.item.title if charge.item is not item and charge.item else ""
        return Work(
            number, title, above.title if above else "", by, self.passage, charge.start, charge.end, part, spoken
        )

    def _rows(self, highest: int) -> Iterator[Work]:
        """A table's rows are measures, numbered as they say or counted on; one without a number is the one above's."""
        rows, asked = rows_of(self.whole, self.tables, self.year, self.above)
        self.questions += asked
        let_first_lead([row.by for _, row in rows], self.passage)
        written = [number for number, _ in rows if number is not None]
        plain = not highest and written and len(set(written)) == len(written)
        # Below measures of prose their own numbers would stand twice, and so would those of several tables.
        for number, row in rows:
            if not plain:
                highest += 1
            elif number is not None:
                highest = number
            yield replace(row, measure=highest)

    def _assignment(self, work: Work, limit: tuple[date | None, list[str]], left: Iterable[str]) -> DraftAssignment:
        due, asked = limit
        doubts = [*work.by.doubts, *left, *filter(None, [title_doubt(work.title)]), *twice(work.by), *asked]
        if due and due.year == NO_YEAR:
            doubts.append(f"完成时限“{work.by.due_words[:30]}”没有写年份，请补上")
            due = None
        if due and (odd := year_doubt(due, work.by.due_words, self.day, guessed=self.guessed)):
            doubts.append(odd)
        placed: dict[Role | Sort, list[str]] = {}
        lead = ""
        name = ""
        for one in work.by.names:
            name, role = self._placed(one, name, doubts)
            placed.setdefault(role, []).append(name)
            if one.role is Role.LEAD and role is Role.UNIT:
                lead = lead or name
        units, groups = _once(placed.get(Role.UNIT, [])), _once(placed.get(Sort.GROUP, []))
        if not (units or groups or placed.get(Role.PERSON)):
            doubts.append("没有读出责任单位")
        if work.by.first_leads and units and not lead:
            lead = units[0]
        made = DraftAssignment(
            work.measure,
            work.title,
            work.summary or summary_of(work.passage.text[work.start : work.end], work.title),
            _once(placed.get(Role.LEADER, [])),
            units,
            tuple(name for name in _once(placed.get(Role.CO_UNIT, [])) if name not in (*units, *groups)),
            _once(placed.get(Role.PERSON, [])),
            groups,
            lead if len(units) > 1 else "",
            due,
            not doubts,
            work.place,
            work.part,
            tuple(doubts),
        )
        self.questions += [f"第{work.measure}项：{doubt}" for doubt in doubts]
        return made

    def _limit(self, work: Work) -> tuple[date | None, list[str]]:
        """What the attribution says of the time, else what the words do; and what is to be asked."""
        if work.by.due or work.by.due_words:
            return work.by.due, []
        return limit_of(work.passage, work.start, work.end, work.below, self.year, self.all_by)

    def _placed(self, one: Named, before: str, doubts: list[str]) -> tuple[str, Role | Sort]:
        """The name as it counts, and under what: what the roster or its look says comes before the label."""
        name = one.name[1:] if one.lent and self._names_its_place(one.name) else one.name
        name = addressed(name, self.passage, doubts)
        found = ask(name, self.roster, self.today)
        if not found.known and one.lent and (short := self._unlent(one)):
            name, found = short, ask(short, self.roster, self.today)
        if one.lent and name == one.name and not (self.roster and found.known):
            doubts += lent_doubts(name, self.paper.text)
        if not found.known:
            self._note_unknown(name, one.place, doubts)
        elif self.roster and self.today and (after := in_place_of(name, self.roster, self.today)):
            self.questions.append(f"“{name}”名册里已经不在，归“{after}”办，请核对")
        if (end := self.ends.get(one.name)) and (self.roster is None or not found.known):
            doubts.append(f"“{name}”末尾的“{end}”像是说怎么办的，不是名称里的字，请核对")
        if self.roster is None:
            doubts += name_doubts(name, found.sort, before)
            self.questions += filter(None, [whose(name, before)])
        known = self.roster is not None and found.known
        role = role_of(one.role, found.sort, name, doubts, known=known)
        if role is Role.CO_UNIT and found.sort is Sort.GROUP and not known:
            asked = self.questions if is_plainly_many(name) else doubts
            asked.append(f"“{name}”是集合名称，请确认由哪些单位配合")
        return name, role

    def _names_its_place(self, lent: str) -> bool:
        """青山交警大队 in a paper of 青山区 says where it is: nothing is lent to it."""
        return f"{lent[1:3]}{lent[0]}" in self.paper.text

    def _unlent(self, one: Named) -> str | None:
        """The name without what the first one lent it, where the roster knows that."""
        return next((one.name[cut:] for cut in (1, 2) if ask(one.name[cut:], self.roster).known), None)

    def _note_unknown(self, name: str, place: Span, doubts: list[str]) -> None:
        assert self.roster is not None  # without one every name counts as known
        known = self.unknown.get(name_key(name))
        one = known or Unknown(name, place, tuple(nearest(name, self.roster, self.today)))
        self.unknown[name_key(name)] = one
        doubts.append(doubt_of(name, self.roster, one.nearest))


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
