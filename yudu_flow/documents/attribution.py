"""An attribution (〔责任领导：…；责任单位：…〕) read: who has which role in it, by when, and which words say so."""

import re
from collections.abc import Iterator
from dataclasses import replace

from yudu_flow.documents.bare_names import bare_name, is_posted, without_work
from yudu_flow.documents.charged import Attribution, Named
from yudu_flow.documents.days import DAYS_FIRST, days_apart, due_in, is_lasting, is_undated
from yudu_flow.documents.labels import Role, charges_and_helps, label_at
from yudu_flow.documents.legends import SIGNS
from yudu_flow.documents.lending import lend_each, lend_ends, lend_prefixes
from yudu_flow.documents.lexicon import (
    BEFORE,
    BESIDE,
    COLLECTIVE,
    FIRST_LEADS,
    LED,
    LIST_WORDS,
    NOTHING,
    POST_ALONE,
    TAIL,
    TOGETHER,
    UNIT_END,
)
from yudu_flow.documents.passage import Passage, Span, key_of, split, trimmed
from yudu_flow.documents.pieces import NAME, pieces
from yudu_flow.documents.plausible import is_role_word
from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.documents.verbs import VERB_WORDS, role_said, verb_at
from yudu_flow.documents.whole_names import alike, whole

SHORTEST = 2
"""Characters of a person's name that other words have as well: 县交通局（公路）."""


class Reader:
    """Reads the inside of one attribution, part by part."""

    def __init__(
        self, passage: Passage, place: Span, year: int, role: Role | None = None, *, both: bool = False
    ) -> None:
        self.passage, self.year, self._both = passage, year, both
        self.found = Attribution(place)
        self._role = role
        self._waiting: list[tuple[int, int, Role | None]] = []
        self._bare: list[str] = []
        self._leading: list[str] = []
        self._lasting = False

    def read(self, start: int, end: int) -> Attribution:
        """The whole of it: ; and 。 end what a label says only where a new label or verb follows."""
        key = self.passage.key
        for part_start, part_end in split(key, start, end, ";。|\n"):
            self._settle()
            for piece_start, piece_end in pieces(self.passage.key, part_start, part_end, self._is_due):
                self._piece(piece_start, piece_end)
        self._settle()
        if len(self._bare) < len(self.found.names):  # a bracket of bare names charges them all alike
            self.found.doubts += [f"“{name}”没有写明是牵头、责任还是配合" for name in self._bare]
        if self.found.due_words and self.found.due is None and not self._lasting:
            self.found.doubts.append(f"完成时限“{self.found.due_words[:30]}”看不出是哪一天，请补上")
        if len(days_apart(self.found.due_words, self.year)) > 1:
            self.found.doubts.append(f"时限里写了几个日子：{self.found.due_words[:30]}，请核对")
        # Ends first: 就业 of 就业、失业保险股 is a unit by its end alone, and only units are lent a prefix.
        lend_ends(self.found, self.passage.text)
        lend_each(self.found, self.passage.text)
        lend_prefixes(self.found)
        self.found.names = [
            replace(one, role=Role.LEAD) if one.name in self._leading and one.role is Role.UNIT else one
            for one in self.found.names
        ]
        return self.found

    def _piece(self, start: int, end: int) -> None:
        key = self.passage.key
        while label := label_at(key, start, end):
            self._settle()
            self._both = charges_and_helps(key[start : label[1]])
            if self._both:
                said = self.passage.text[start : label[1]].rstrip("：: ")
                self.found.doubts.append(f"“{said}”没有分责任和配合，都按责任单位读了，请核对")
            self._role, start = label
            self.found.labelled = True
            start, end = next(trimmed(key, start, end), (end, end))
        if rule := _RULE_BESIDE.search(key, start, end):
            self.found.first_leads = True
            end = rule.start()
        if start == end:
            return
        words = key[start:end]
        if self._role is Role.DUE or self._is_due(words):
            self._take_due(start, end)
        elif words == "下同" or BESIDE.search(words):
            return
        elif FIRST_LEADS.search(words):
            self.found.first_leads = True
        else:
            self._name_or_verb(start, end)

    def _is_due(self, words: str) -> bool:
        return (
            (due_in(words, self.year) is not None and not UNIT_END.search(words) and not _DATED.fullmatch(words))
            or is_lasting(words)
            or is_undated(words)
        )

    def _take_due(self, start: int, end: int) -> None:
        words = self.passage.key[start:end]
        if words in NOTHING:
            return
        self.found.due = max((day for day in (due_in(words, self.year), self.found.due) if day), default=None)
        self._lasting = self._lasting or is_lasting(words)
        self.found.due_words += ("，" if self.found.due_words else "") + self.passage.text[start:end]

    def _name_or_verb(self, start: int, end: int) -> None:
        key = self.passage.key
        verb = verb_at(key, start, end)
        if verb is None:
            self._wait(start, end)
            return
        role, stop = verb
        if role is Role.CO_UNIT and (self._role or not self.found.of(Role.LEAD, Role.UNIT)):
            self._settle_but_list(start)
        for one in trimmed(key, start, stop):
            self._wait(*one)
        self._settle(self._role if self._role and role is Role.UNIT else role)

    def _settle_but_list(self, start: int) -> None:
        """责任股室：财务股，办公室配合: behind a label the verb speaks of its own list alone, and so it does where one
        list stands before it and nobody else has the work: （县民政局，城关街道协办）.
        """
        run = self._list_begins(len(self._waiting), start)
        if not self._role and run and self._list_begins(run - 1, self._waiting[run - 1][0]):
            return
        kept, self._waiting = self._waiting[run:], self._waiting[:run]
        self._settle(self._role or Role.UNIT)
        self._waiting += kept

    def _list_begins(self, run: int, start: int) -> int:
        """Which of those that wait is the first of the list that goes on with what stands at `start`."""
        while run and self.passage.key[start - 1 : start] == "、":
            run -= 1
            start = self._waiting[run][0]
        return run

    def _wait(self, start: int, end: int) -> None:
        """甲局会同乙局: the second helps, whatever the verb behind says of the first."""
        key = self.passage.key
        if (word := TOGETHER.match(key, start, end)) and word.end() < end:
            self._waiting.append((word.end(), end, Role.CO_UNIT))
            return
        for word in TOGETHER.finditer(key, start + 2, end):
            if (verb := verb_at(key, start, word.start())) and whole(key[word.end() : end]):  # 甲局牵头会同乙局
                self._waiting.append((start, verb[1], None))
                self._settle(verb[0])
                self._waiting.append((word.end(), end, Role.CO_UNIT))
                return
            if whole(key[start : word.start()]) and whole(key[word.end() : end]):
                self._waiting.append((start, word.start(), None))
                self._waiting.append((word.end(), end, Role.CO_UNIT))
                return
        self._waiting.append((start, end, None))

    def _settle(self, role: Role | None = None) -> None:
        """Give what waits its role: the verb's, else the label's."""
        helping: Role | None = None
        for start, end, own in self._waiting:
            listed = self.passage.key[start - 1 : start] == "、"
            helping = own or (helping if listed else None)  # 会同乙局、丙局: all of that list help
            for one_start, one_end in self._single(start, end):
                self._take(one_start, one_end, helping or role or self._role)
        self._waiting.clear()

    def _take(self, start: int, end: int, role: Role | None) -> None:
        name = bare_name(self.passage.text[start:end])
        if name.startswith(tuple(SIGNS)):
            name, role = name.lstrip(SIGNS), Role.LEAD
        if posted := _WITH_POST.fullmatch(self.passage.key, start, end):  # 县水务局（局长 冯涛）
            self._take(*posted.span("unit"), Role.UNIT if role in (None, Role.PERSON) else role)
            self.found.names.append(Named(posted["person"], Role.PERSON, posted.span("person")))
            return
        if is_posted(self.passage.text[start:end]) and role in (None, Role.LEAD, Role.UNIT):
            role = Role.LEADER
        if said := _ROLE_BEHIND.search(name):
            name, role = name[: said.start()], role_said(said[1])
            if role is Role.CO_UNIT:
                self._help_too(start)
        if led := LED.search(name):
            name = name[: led.start()]
            self._leading.append(led[1] or led[2])
        if not name or name in NOTHING or _NUMBER.search(name) or POST_ALONE.fullmatch(name) or is_role_word(name):
            return
        if dated := _DATED.fullmatch(key_of(name)):
            self._take(start, start + len(dated["unit"]), role)
            self._take_due(start + len(dated["unit"]) + 1, end - 1)
            return
        if helped := _HELPED.fullmatch(key_of(name)):
            self._take_helped(start, end, len(helped["unit"]), role)
            return
        if self._both and (beside := _HELPERS_BESIDE.fullmatch(key_of(name))):
            self._take_helped(start, end, len(beside["unit"]), role, Role.CO_UNIT)
            return
        if (plain := without_work(name)) != name:
            self.found.doubts.append(f"“{name}”括号里的字没有读，请核对")
            name = plain
        if beside := _WITH_PERSON.fullmatch(name):
            self._take_both(start, end, beside, role)
            return
        if role is None:
            self._bare.append(name)
        last = self.found.names[-1] if self.found.names else None
        if last and _GOVERNMENT.fullmatch(name) and _COMMITTEE.search(last.name):
            joint = self.passage.text[last.place[1] : start].strip() or "、"
            self.found.names[-1] = replace(last, name=f"{last.name}{joint}{name}", place=(last.place[0], end))
            return
        self.found.names.append(Named(name, role or Role.UNIT, (start, end)))

    def _help_too(self, start: int) -> None:
        """县财政局、县住建局（配合）: those of its list before it help as well, but for one with a role of its own."""
        names, text = self.found.names, self.passage.text
        for at in range(len(names) - 1, -1, -1):
            if text[names[at].place[1] : start] != "、" or _ROLE_BEHIND.search(text[slice(*names[at].place)]):
                return
            start, names[at] = names[at].place[0], replace(names[at], role=Role.CO_UNIT)

    def _take_helped(self, start: int, end: int, length: int, role: Role | None, inner: Role | None = None) -> None:
        """县商务局（县委组织部配合）: the bracket says who helps, by a word or because it is `inner`'s."""
        self._take(start, start + length, role)
        inside = Reader(self.passage, (start, end), self.year, inner).read(start + length + 1, end - 1)
        self.found.names += inside.names
        self.found.doubts += inside.doubts

    def _take_both(self, start: int, end: int, beside: "re.Match[str]", role: Role | None) -> None:
        """安监股（李洋）, 环保股：王芳 are a unit and a person."""
        unit, person = beside["unit"], beside["person"]
        if sort_of(unit) is not Sort.UNIT or sort_of(person) is not Sort.PERSON:
            self.found.names.append(Named(beside[0], role or Role.UNIT, (start, end)))
            return
        if len(person) == SHORTEST and not beside["label"] and role is not Role.PERSON:
            self.found.doubts.append(f"“{person}”写在“{unit}”后面，当作人名读了，请核对")
        at = start + self.passage.text[start:end].rfind(person)
        self.found.names.append(Named(unit, role if role not in (None, Role.PERSON) else Role.UNIT, (start, at)))
        self.found.names.append(Named(person, Role.PERSON, (at, at + len(person))))

    def _single(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The names that 及, 和, 与 join: parted only where a whole name stands before."""
        key = self.passage.key
        if lead := BEFORE.match(key[start:end]):
            start += len(lead[0])
        whole, tail = end, TAIL.search(key[start:end])
        if tail and tail.start():
            end = start + tail.start()
        for word in LIST_WORDS.finditer(key, start, end):
            last = max(word.end(), end - NAME)
            if word.start() > start and alike(key[max(start, word.start() - NAME) : word.start()], key[last:end]):
                yield from trimmed(key, start, word.start())
                start = word.end()
        yield from trimmed(key, start, end)
        if end < whole and _WHOSE.match(key, end + 1, whole):  # 县财政局等县直有关部门
            self.found.doubts += [f"“{key[end + 1 : whole]}”没有写明是哪些，请核对"] if key[end + 1] in "有相" else []
            yield from trimmed(key, end + 1, whole) if _SAID_WHOSE.search(key, end + 1, whole) else ()


_ROLE_BEHIND = re.compile(rf"[(（]({VERB_WORDS})(?:单位|部门|科室|股室)?[)）]$")
"""县残联（牵头）、县卫健委: the role of one name of a list."""
_WITH_PERSON = re.compile(
    r"(?P<unit>[一-鿿]{2,20})[(（:：/](?P<label>(?:责任人|负责人|联系人)[:：])?(?P<person>[一-鿿]{2,4})[)）]?"
)
_WITH_POST = re.compile(
    r"(?P<unit>[一-鿿]{3,20})"
    r"\((?:党组书记、)?(?:副?(?:局长|主任|部长|站长|所长|院长|书记)|总?经理|董事长)[ :]?(?P<person>[一-鿿]{2,4})\)"
)
_DATED = re.compile(rf"(?P<unit>[一-鿿]{{2,20}})\({DAYS_FIRST.pattern}\)")
_HELPED = re.compile(r"(?P<unit>[一-鿿]{2,20})\([一-鿿、]{3,40}(?:配合|协助|协办|参与|参加)\)")
_RULE_BESIDE = re.compile(rf"(?<=[一-鿿])\([^()]*(?:{FIRST_LEADS.pattern})[^()]*\)$")
"""Behind the last name: 县财政局（第一责任单位为牵头单位，下同）."""
_HELPERS_BESIDE = re.compile(r"(?P<unit>[一-鿿]{2,20}[局委办会府站所股科处室心司社])\([一-鿿、()]{3,60}\)")
"""Under 责任（配合）单位: 县水利局（县财政局、各镇人民政府）."""
_GOVERNMENT = re.compile(r"(?:人民)?政府|办事处|管委会")
"""What stands behind 各乡镇党委 is of the same places."""
_COMMITTEE = re.compile(rf"(?:{COLLECTIVE.pattern}).*[委组]$|[一-鿿]{{2}}[镇乡街道县市区]党(?:工?委|组)$")
_WHOSE = re.compile("(?:[省市县区局]直|各|[省市县区]级|有关|相关)+(?:单位|部门|股室|科室|企业)")
_SAID_WHOSE = re.compile("[直级各]")
"""县财政局等有关部门 names nobody besides."""
_NUMBER = re.compile(r"\d{5,}|^电话$|@")
