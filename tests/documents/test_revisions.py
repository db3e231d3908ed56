"""Which plan a document is of, by its number and title, and whether it is the whole of it."""

import pytest

from yudu_flow.content.plan.difference import Scope
from yudu_flow.documents.revisions import revises, scope_of

PLAN = ("于人社〔2020〕112号", "关于做好稳就业工作方案")
OTHER = "于人社〔2020〕150号"


@pytest.mark.parametrize(
    "title",
    [
        "关于做好稳就业工作方案",
        "关于做好稳就业工作方案（修订稿）",
        "关于印发《关于做好稳就业工作方案（修订版）》的通知",
        "关于印发稳就业工作方案的通知",
        "稳就业工作方案(2020年修订)",
        "关于做好稳就业工作方案的补充通知",
        "关于调整《关于做好稳就业工作方案》部分分工的通知",
        "关于对稳就业工作方案进行修改的通知",
        "关于修订稳就业工作方案的决定",
        "稳就业工作方案（修订稿）》的通知",
    ],
)
def test_a_title_with_other_words_around_it_is_of_the_plan(title: str) -> None:
    assert revises((OTHER, title), PLAN)


@pytest.mark.parametrize(
    ("number", "title", "text"),
    [
        ("于人社[2020]112号", "别的标题", ""),
        ("于人社〔２０２０〕112号", "", ""),
        (OTHER, "关于调整部分责任分工的通知", "对于人社（2020）112号文件调整如下"),
        (OTHER, "补充通知", "现对《关于做好稳就业工作方案》补充如下"),
    ],
)
def test_its_number_names_it(number: str, title: str, text: str) -> None:
    assert revises((number, title), PLAN, text)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于做好技能培训工作的方案", ""),
        ("关于做好技能培训工作的方案", "根据《关于做好稳就业工作方案》（于人社〔2020〕112号）"),
        ("待填", ""),
        ("", ""),
    ],
)
def test_another_plan_is_another_one_though_it_cites_this(title: str, text: str) -> None:
    assert not revises(("待填", title), PLAN, text)


def test_next_year_s_plan_is_no_revision() -> None:
    assert not revises((OTHER, "2021年稳就业工作方案"), ("", "2020年稳就业工作方案"))
    assert revises((OTHER, "2020年稳就业工作方案（修订）"), ("", "2020年稳就业工作方案"))


@pytest.mark.parametrize(
    ("title", "scope"),
    [
        ("关于稳就业工作方案的补充通知", Scope.SUPPLEMENT),
        ("关于增补稳就业措施的通知", Scope.SUPPLEMENT),
        ("关于调整稳就业工作方案部分措施的通知", Scope.SUPPLEMENT),
        ("关于部分责任分工调整的通知", Scope.SUPPLEMENT),
        ("稳就业工作方案（修订稿）", Scope.WHOLE),
        ("关于做好补充医疗保险工作的方案", Scope.WHOLE),
        ("关于增加就业岗位的工作方案", Scope.WHOLE),
    ],
)
def test_the_words_of_the_title_say_whether_it_is_a_supplement(title: str, scope: Scope) -> None:
    assert scope_of(title) is scope
