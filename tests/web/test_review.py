"""A document looked through beside its words: nothing that was typed or marked is lost, however long it is."""

from itertools import chain

import pytest
from lxml.html import HtmlElement, document_fromstring

from tests.bureau import CLERK, OTHER_CLERK
from tests.web.browser import Browser, Console
from tests.web.test_office_plans import DOCUMENT, PLANS, WHOLE, brought, drafts, home_of
from yudu_flow.content.read_source import read_source
from yudu_flow.content.roster.reading import roster_in
from yudu_flow.documents import reading
from yudu_flow.documents.plain import read_plain
from yudu_flow.documents.reading import read_paper
from yudu_flow.domain.roster import Roster

MANY = {f"more-{at}": "1" for at in range(4500)}
"""Fields of a plan of 300 measures with two targets each."""
STRANGE = """江口人社〔2020〕9号
关于做好技能培训工作的方案
2020年9月1日
1.开展培训。（责任领导：顾明远；责任单位：培训中心、就业中心）
2.建立台账。（责任领导：顾明远；责任单位：社保中心；配合单位：培训中心、各乡（镇、场））
3.评价。（责任领导：顾明远；责任单位：督查专班；完成时限：6月底前）
4.走访。每月走访企业2家。（责任单位：培训中心、就业中心）
各单位每月25日前将进展情况加盖公章报局办公室。
"""


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋."""
    console.desk.at("2020-09-21T09:00")
    return console.account(CLERK)


class Page:
    """The review page of the one draft, as it stands."""

    def __init__(self, clerk: Browser, console: Console) -> None:
        [self.draft] = drafts(console)
        self.path, self._clerk = f"{PLANS}/drafts/{self.draft.stem}", clerk
        self.words = clerk.look(self.path)

    @property
    def whole(self) -> HtmlElement:
        return document_fromstring(self.words)

    @property
    def plan(self) -> str:
        """The draft's file."""
        return self.draft.read_text(encoding="utf-8")

    def typed(self) -> dict[str, str]:
        """What its form says before anybody has written into it."""
        [form] = [one for one in self.whole.forms if one.action == self.path]
        return {name: value for name, value in form.form_values() if name not in ("token", "known", "unknown")}

    def send(self, press: str = "save", **said: str) -> str:
        """Its form as a browser sends it, with what was chosen for the names."""
        names = [str(one.get("value")) for one in self.whole.xpath("//input[@name='unknown']")]
        fields = {**self.typed(), "unknown": names, **said, press: "1"}
        self.words = self._clerk.press(self.path, fields)
        self._clerk.show(self.words)
        return self.words

    def choice_of(self, name: str) -> str:
        """The field in which is chosen what that name means."""
        names = [str(one.get("value")) for one in self.whole.xpath("//input[@name='unknown']")]
        return f"as-{names.index(name)}"


@pytest.fixture
def page(clerk: Browser, console: Console) -> Page:
    """Of a document with names that nobody here bears."""
    brought(clerk, STRANGE)
    return Page(clerk, console)


def roster_of(console: Console) -> Roster:
    found = roster_in(read_source(home_of(console) / "config" / "roster.yaml", "config/roster.yaml"))
    assert found
    return found


@pytest.mark.parametrize(("where", "said"), [("", WHOLE), ("/edit", {"do": "look"}), ("/compare", {"do": "look"})])
def test_a_plan_of_hundreds_of_measures_is_taken(
    clerk: Browser, console: Console, where: str, said: dict[str, str]
) -> None:
    brought(clerk)
    [draft] = drafts(console)
    answer = clerk.send_form(f"{PLANS}/drafts/{draft.stem}{where}", {**said, **MANY})
    assert "请求有误" not in answer.text


def test_what_is_saved_untouched_stays_as_it_was_read_with_all_its_marks(page: Page) -> None:
    before = page.plan.partition("id: ")[2]
    assert ("各乡（镇、场）" in before, before.count("# 核对：")) == (True, 4)
    after = page.send()
    assert (page.plan.partition("id: ")[2], "4 项分工要核对" in after) == (before, True)


def test_the_plan_of_a_notice_keeps_its_title_when_it_is_saved(clerk: Browser, console: Console) -> None:
    brought(clerk, STRANGE.replace("关于做好技能培训工作的方案", "关于印发《技能培训工作方案》的通知"))
    page = Page(clerk, console)
    page.send()
    assert "\ntitle: 技能培训工作方案\n" in page.plan


def test_who_ticks_or_changes_one_has_looked_at_that_one(page: Page) -> None:
    assert "3 项分工要核对" in page.send(**{"seen-0": "1"})
    assert "2 项分工要核对" in page.send(**{"title-1": "建台账"})
    assert "项分工要核对" not in page.send("all-seen")


def test_names_that_are_entered_leave_what_else_is_asked(page: Page) -> None:
    after = page.send("enter")
    assert ("已登记3个名称" in after, "没有写年份" in after) == (True, True)


def test_a_name_is_meant_as_one_wherever_it_stands_and_visits_go_along(page: Page, console: Console) -> None:
    page.send(**{page.choice_of("培训中心"): "培训股", "remember": "1"})
    assert ("培训中心" in page.plan, page.plan.count("培训股")) == (False, 4)
    assert "    units: [培训股, 就业中心]\n    firms: 2" in page.plan
    assert roster_of(console).units["培训股"].aliases == ("培训中心",)


def test_what_was_chosen_once_is_known_in_the_next_document(page: Page, console: Console) -> None:
    page.send(**{page.choice_of("培训中心"): "培训股", "remember": "1"})
    following = read_paper(read_plain(STRANGE.replace("技能培训", "岗前培训").encode()), roster_of(console))
    assert [one.name for one in following.unknown] == ["各乡（镇、场）", "督查专班"]


@pytest.mark.parametrize(
    ("kind", "field"), [("股室", "units"), ("局属单位", "units"), ("集合", "groups"), ("人员", "people")]
)
def test_a_new_name_is_entered_as_what_was_chosen(page: Page, console: Console, kind: str, field: str) -> None:
    page.send(**{page.choice_of("督查专班"): f"+{kind}"})
    assert f"{field}: [督查专班]" in page.plan
    roster = roster_of(console)
    found = {"units": roster.unit_named, "groups": roster.group_named, "people": roster.named}[field]
    assert found("督查专班")


def test_each_value_leads_to_its_words(page: Page) -> None:
    links = [str(one)[1:] for one in page.whole.xpath("//form//a/@href") if str(one).startswith("#")]
    assert len(links) == 7
    assert not {*links} - {*page.whole.xpath("//*[contains(@class, 'source')]//@id")}


def test_a_document_that_was_corrected_is_no_other_draft_when_it_comes_again(
    page: Page, clerk: Browser, console: Console
) -> None:
    page.send("all-seen", **{page.choice_of("培训中心"): "培训股"})
    assert "这份文件以前导入过，没有变化" in brought(clerk, STRANGE)
    assert drafts(console) == [page.draft]


def test_a_document_that_was_corrected_and_started_is_no_draft_when_it_comes_again(
    clerk: Browser, console: Console
) -> None:
    words = DOCUMENT.replace("培训中心", "培训股")
    brought(clerk, words)
    Page(clerk, console).send("start", **{"title-1": "建好台账", "due-1": "2020-12-18"})
    clerk.look(PLANS)
    again = clerk.send_form(PLANS, {}, files={"file": ("方案.txt", words.encode())})
    assert "已经启用为这个方案，没有存草稿" in again.text
    assert drafts(console) == []
    assert "标题或文号与它相同" in brought(clerk, words.replace("300人", "400人"))


def test_its_words_are_read_by_a_process_of_their_own(clerk: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes too long or too much there ends it, and not the pages."""
    monkeypatch.setattr(reading, "read_paper", None)
    assert "4 项分工要核对" in brought(clerk, STRANGE)


def test_a_paper_that_is_no_plan_is_called_what_it_is(clerk: Browser) -> None:
    table = ["日期,带班领导,值班人员,电话", *(f"10月{day}日,顾明远,苏禾,1390000000{day}" for day in range(1, 8))]
    clerk.look(PLANS)
    paper = "\n".join(chain(["国庆节值班表"], table)).encode()
    answer = clerk.press(PLANS, {}, 400, files={"file": ("值班表.csv", paper)})
    assert "这份文件像是值班表" in answer


@pytest.mark.parametrize(("end", "words"), [("drop", "删去了"), ("start", "启用了")])
def test_of_two_the_second_is_told_who_started_or_dropped_the_draft(
    clerk: Browser, console: Console, end: str, words: str
) -> None:
    brought(clerk, DOCUMENT.replace("培训中心", "培训股"))
    page, other = Page(clerk, console), console.account(OTHER_CLERK)
    other.look(page.path)
    typed = {**page.typed(), "title": "我刚才改了这个标题，改了很久很久"}
    page.send("all-seen")
    clerk.press(f"{page.path}/{end}")
    late = other.press(page.path, typed, 404)
    assert (f"这份草稿林秋2020-09-21 09:00{words}" in late, typed["title"] in late) == (True, True)
    assert "没有这份草稿" in other.look(f"{PLANS}/drafts/another", 404)
