"""A phone without a network keeps the page, and says so."""

from tests.browser.conftest import Place
from tests.bureau import JOBS
from yudu_flow.domain.duties.registry import COUNTED
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading


def test_a_press_without_a_network_loses_nothing(place: Place) -> None:
    place.until("2020-09-25T09:00")
    liaison = place.crowd.stranger()
    if "填报" in liaison.look(place.link_to("su-he")):
        liaison.press("填报")
    else:
        liaison.look("/mine")
        liaison.press("填报")
    liaison.page.get_by_text("本月无新进展：本月没有相关业务").click()
    liaison.page.context.set_offline(True)
    assert "现在没有网络，没有提交" in liaison.press("报送", liaison.page.locator("p.tools"))
    liaison.page.context.set_offline(False)
    assert "报告已收到" in liaison.press("报送", liaison.page.locator("p.tools"))


def test_a_half_written_visit_is_there_again_and_goes_once_it_is_taken(place: Place) -> None:
    """The telephone was put away, or its page was loaded anew."""
    place.until("2020-09-22T09:00")
    liaison = place.crowd.signed_in(place.desk.bureau, place.desk.clock, "su-he")
    bureau = place.desk.bureau
    with reading(bureau.engine) as db:
        [owed] = obligations.listed(db, bureau.key, unit=JOBS, kinds=COUNTED)
    liaison.look(f"/mine/{owed.id}")
    liaison.page.fill("#learned", "写了一半")
    liaison.page.reload()
    assert liaison.page.input_value("#learned") == "写了一半"
    assert "已填回" in liaison.read()
    assert "走访已登记" in liaison.press("登记", liaison.page.locator("#visit"))
    assert liaison.page.input_value("#learned") == ""
