"""A phone without a network keeps the page, and says so."""

from tests.browser.conftest import Place


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
