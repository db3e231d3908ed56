"""A month by three people in three browsers: on a phone's screen, a desk's, and with scripts and variables off."""

import pytest

from tests.browser.conftest import Place
from tests.browser.papers import phone_photo
from tests.browser.visitors import OLD, SIZES, Person
from tests.bureau import INSURANCE, JOBS


def file_report(liaison: Person, progress: str) -> str:
    """Fill the report in, add the photo, and hand it in; the receipt."""
    for part in liaison.page.locator("textarea[name^=part-]").all():
        part.fill(progress)
    liaison.fill("困难问题", "部分企业不了解政策")
    if not liaison.page.get_by_text("IMG_0921.jpg").count():
        liaison.page.set_input_files("#upload", files=[phone_photo()])
        if liaison.scripts:
            liaison.page.get_by_text("已见红色印章").wait_for()
    liaison.page.get_by_label("附件里有盖章页").check()
    assert liaison.fits
    return liaison.press("报送", liaison.page.locator("p.tools"))


def readable(person: Person) -> bool:
    """Whether the buttons of the page, but for those that look like links, have a ground of their own."""
    buttons = "document.querySelectorAll('button:not(.plain), .button')"
    grounds = f"[...{buttons}].map(one => getComputedStyle(one).backgroundColor)"
    return not {"rgba(0, 0, 0, 0)", "rgb(240, 240, 240)", "rgb(239, 239, 239)"} & set(person.page.evaluate(grounds))


@pytest.mark.long(but=["phone"])
@pytest.mark.parametrize("size", [*SIZES, OLD])
def test_reminded_reported_returned_reported_again_accepted(place: Place) -> None:
    place.until("2020-09-24T09:30")
    liaison, clerk = place.crowd.stranger(), place.crowd.signed_in(place.desk.bureau, place.desk.clock, "lin-qiu")
    leader = place.crowd.signed_in(place.desk.bureau, place.desk.clock, "gu-mingyuan")

    place.until("2020-09-25T09:00")
    owed = liaison.look(place.link_to("su-he"))  # no password: the link of the reminder is enough
    assert "9月27日（星期日）24:00" in owed
    if "填报" not in owed:
        liaison.look("/mine")
    assert readable(liaison)
    liaison.press("填报")
    receipt = file_report(liaison, "发放稳岗返还资金120万元，惠及企业36户。")
    assert "报告已收到。" in receipt

    board = clerk.look("/office")
    assert "待审核" in board
    clerk.press(JOBS)
    page = clerk.read()
    assert "惠及企业36户" in page
    assert "IMG_0921.jpg" in page
    clerk.page.get_by_text("退回修改").click()
    clerk.fill("退回原因", "请写明惠及企业名单")
    assert "已退回" in clerk.press("退回")
    place.run()

    back = liaison.look(place.link_to("su-he"))
    if "请写明惠及企业名单" not in back:
        back = liaison.look("/mine")
    assert "请写明惠及企业名单" in back
    liaison.press("修改后再报送")
    assert "报告已收到。" in file_report(liaison, "发放稳岗返还资金120万元，惠及长河电子等36户企业。")

    clerk.look("/office")
    clerk.press(JOBS)
    assert "惠及长河电子等36户企业" in clerk.read()
    assert "已接收" in clerk.press("接收报告")

    assert place.desk.status(JOBS)["outcome"] == "on_time"
    assert "已接收" in liaison.look("/mine")
    assert "没有需要您处理的事项" in leader.look("/leader")
    for person in (liaison, clerk, leader):
        assert person.fits


@pytest.mark.long(but=["old"])
@pytest.mark.parametrize("size", ["phone", OLD])
def test_a_unit_stays_silent_until_its_leader_confirms_the_case(place: Place) -> None:
    place.until("2020-10-14T10:00")
    clerk = place.crowd.signed_in(place.desk.bureau, place.desk.clock, "lin-qiu")
    leader = place.crowd.signed_in(place.desk.bureau, place.desk.clock, "shen-qing")
    silent = place.crowd.stranger()

    assert INSURANCE in clerk.look("/office")
    assert "拟认定" in silent.look(place.link_to("bai-hua"))

    place.until("2020-10-20T10:00")
    assert INSURANCE in leader.look("/leader")
    leader.press("去决定")
    leader.fill("理由", "三次催办未报，也没有说明原因")
    assert leader.fits
    leader.press("予以认定")
    assert "case_confirmed" in place.desk.status(INSURANCE)["flags"]

    place.run()
    clerk.look("/office/year")
    assert "三次催办未报，也没有说明原因" in clerk.look(f"/office/{place.id_of(INSURANCE)}")
    silent.look(place.link_to("bai-hua"))  # ten days after its letter the first link leads nowhere
    assert "已认定" in silent.look("/mine")
    for person in (clerk, leader, silent):
        assert person.fits
