"""Whoever presses twice means it once."""

from tests.browser.conftest import Place
from tests.bureau import JOBS
from yudu_flow.storage.database import writing


def test_a_second_press_while_the_first_is_answered_does_nothing(place: Place) -> None:
    place.until("2020-09-25T09:00")
    liaison = place.crowd.stranger()
    liaison.look(place.link_to("su-he"))
    liaison.page.goto(f"{liaison.address}/mine/{place.id_of(JOBS)}")
    liaison.page.get_by_text("有分工不属于本单位职责").click()
    liaison.fill("理由", "属于培训股")
    button = liaison.page.get_by_role("button", name="退请办公室")
    with writing(place.desk.bureau.engine):  # the answer to the first press keeps them waiting
        button.evaluate("button => { button.click(); setTimeout(() => button.click(), 300); }")
        liaison.page.wait_for_timeout(800)
    liaison.page.get_by_text("已退请办公室；答复之前，本期报告仍需报送").wait_for()
    assert [act["act"] for act in place.desk.trace(JOBS)["acts"]].count("handed_back") == 1
    assert "没有办成" not in liaison.read()
