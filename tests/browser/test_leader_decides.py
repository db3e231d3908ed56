"""A leader decides on a phone in three taps and a sentence, after the facts, the proof and the unit's words."""

import pytest
from playwright.sync_api import Dialog, Locator

from tests.browser.conftest import Place
from tests.browser.visitors import Person
from tests.bureau import INSURANCE, report_of
from yudu_flow.actions.acts.appeal_case import appeal_case
from yudu_flow.actions.acts.settle_case import object_to_case

READ = ("逾期", "9月28日、9月30日已催办2次", "第一次催办", "第二次催办", "送到", "数据口径有变")


class Thumb:
    """Counts what it touches; to say yes to a question is a tap too."""

    def __init__(self, person: Person) -> None:
        self.page, self.taps, self.asked = person.page, 0, list[str]()
        self.page.on("dialog", self._note)

    def _note(self, dialog: Dialog) -> None:
        self.taps, self.asked = self.taps + 1, [*self.asked, dialog.message]

    def tap(self, place: Locator) -> None:
        """One tap."""
        self.taps += 1
        place.click()

    def write(self, words: str) -> None:
        """The sentence, where the last tap put the cursor."""
        self.page.keyboard.type(words)


def decides(leader: Person, words: str) -> Thumb:
    """Taps into the reason, writes it, taps a button and says yes."""
    thumb = Thumb(leader)
    thumb.tap(leader.page.get_by_label("理由").first)
    thumb.write("两次催办未报，也没有说明原因")
    thumb.tap(leader.page.get_by_role("button", name=words, exact=True))
    leader.page.wait_for_load_state()
    return thumb


@pytest.mark.parametrize("size", ["phone"])
def test_three_taps_and_a_sentence(place: Place) -> None:
    place.until("2020-10-12T10:00")
    object_to_case(place.desk.bureau, report_of(INSURANCE), "白桦", place.desk.clock(), "数据口径有变")
    place.until("2020-10-15T09:00")
    leader = place.crowd.signed_in(place.desk.bureau, place.desk.clock, "shen-qing")
    shown = leader.look(f"/leader/{place.id_of(INSURANCE)}#decide")  # where the digest's button leads
    before, button, _ = shown.partition("予以认定")
    assert button
    assert [words for words in READ if words not in before] == []
    thumb = decides(leader, "予以认定")
    assert thumb.taps == 3
    assert thumb.asked == ["认定落实不力？单位会收到通知，并报整改措施。"]
    assert "case_confirmed" in place.desk.status(INSURANCE)["flags"]
    assert leader.fits

    appeal_case(place.desk.bureau, report_of(INSURANCE), "白桦", place.desk.clock(), "当时停电")
    place.until("2020-10-16T09:00")
    principal = place.crowd.signed_in(place.desk.bureau, place.desk.clock, "gu-mingyuan")
    assert "申诉落实不力" in principal.look("/leader")
    assert "当时停电" in principal.look(f"/leader/{place.id_of(INSURANCE)}#decide")
    assert decides(principal, "撤销认定").taps == 3
    assert place.desk.status(INSURANCE)["flags"] == []
    assert principal.fits
