"""A form that is refused comes back as it was filled in, the reason at its field; over a new sign-in too."""

from datetime import timedelta

import pytest

from tests.bureau import JOBS, TRAINING, UNITS
from tests.web.browser import Browser, Console
from yudu_flow.actions.access.accounts import add_person
from yudu_flow.actions.access.sign_in import Proof, set_password
from yudu_flow.storage import accounts
from yudu_flow.storage.database import writing

PASSWORD = "长河-2020-清风-十分安静"


@pytest.fixture
def clerk(console: Console) -> Browser:
    console.desk.until("2020-09-24T09:30")
    return console.account("lin-qiu")


def test_a_refused_reason_is_still_there_and_the_field_is_named(console: Console) -> None:
    console.desk.until("2020-09-24T09:30")
    liaison, id = console.guest("su-he", JOBS), console.id_of(JOBS)
    liaison.look(f"/mine/{id}")
    page = liaison.press(f"/mine/{id}/extension", {"until": "2020-09-01", "reason": "盖章人外出学习"}, status=400)
    assert "延期日期2020-09-01并不晚于现有期限" in page
    assert "盖章人外出学习" in page
    assert 'value="2020-09-01"' in page
    assert "<details open" in page  # what holds the form is unfolded


def test_a_missing_field_is_marked(console: Console) -> None:
    console.desk.until("2020-09-24T09:30")
    liaison, id = console.guest("su-he", JOBS), console.id_of(JOBS)
    liaison.look(f"/mine/{id}")
    page = liaison.press(f"/mine/{id}/extension", {"until": "", "reason": "盖章人外出学习"}, status=400)
    [field] = [tag for tag in page.split("<input") if 'name="until"' in tag]
    assert 'aria-invalid="true"' in field
    assert "autofocus" in field


@pytest.mark.parametrize(
    ("person", "place", "said", "why", "field"),
    [
        ("lin-qiu", "/office", {"urgency": "急"}, "请写明为什么这样急", "reason"),
        ("gu-mingyuan", "/leader", {"due": "2020-10-01", "urgency": ""}, "是休息日，办理期限请定在工作日", "due"),
        ("gu-mingyuan", "/leader", {"urgency": "普通", "text": ""}, "请写明批示交办的内容", "text"),
    ],
)
def test_a_list_of_which_several_were_chosen_comes_back_with_all_of_them(
    console: Console, person: str, place: str, said: dict[str, str], why: str, field: str
) -> None:
    """What is given to units was lost with the page of faults whenever it was refused."""
    console.desk.until("2020-09-24T09:30")
    giver = console.account(person)
    giver.look(place)
    chosen = [JOBS, TRAINING]
    page = giver.press(f"{place}/instruct", {"to": chosen, "text": "摸清返乡人员底数", **said}, status=400)
    assert why in page
    assert [name for name in UNITS if f"<option selected>{name}</option>" in page] == chosen
    assert ("摸清返乡人员底数" in page) is ("text" not in said)
    [marked] = [tag for tag in page.split("<") if "aria-invalid" in tag]
    assert f'name="{field}"' in marked


def test_a_second_refusal_hands_it_back_as_well(console: Console) -> None:
    """The first answer stands at the address that the form went to, which shows no page by itself."""
    console.desk.until("2020-09-24T09:30")
    liaison, id = console.guest("su-he", JOBS), console.id_of(JOBS)
    liaison.look(f"/mine/{id}")
    act = f"/mine/{id}/extension"
    first = liaison.press(act, {"until": "2020-09-01", "reason": "盖章人外出学习"}, status=400)
    assert f'name="on-page" value="/mine/{id}"' in first
    data = {"until": "2020-09-02", "reason": "盖章人外出学习", "on-page": f"/mine/{id}"}
    second = liaison.press(act, data, status=400, headers={"referer": f"http://testserver{act}"})
    assert "盖章人外出学习" in second
    assert 'value="2020-09-02"' in second


def test_each_form_of_a_page_gets_its_own_words_back(clerk: Browser, console: Console) -> None:
    id = console.id_of(JOBS)
    clerk.look(f"/office/{id}")
    page = clerk.press(f"/office/{id}/note", {"note": "长" * 2001}, status=400)
    assert page.count("长" * 2001) == 1


def test_where_no_page_is_known_the_words_are_handed_back(clerk: Browser, console: Console) -> None:
    id, reason = console.id_of(JOBS), "理由很长" * 501
    clerk.look(f"/office/{id}")
    page = clerk.press(f"/office/{id}/waive", {"reason": reason}, status=400, headers={"referer": ""})
    assert "没有办成" in page
    assert reason in page


def test_a_session_that_ends_over_a_form_loses_nothing(clerk: Browser, console: Console) -> None:
    desk, id = console.desk, console.id_of(JOBS)
    account = add_person(desk.bureau, "lin-qiu", "测试", desk.clock())
    set_password(desk.bureau, account, PASSWORD, "", Proof(), "", desk.clock())
    clerk.look("/sign-in")
    clerk.press("/sign-in", {"person": "林秋", "password": PASSWORD})
    clerk.look(f"/office/{id}")
    with writing(desk.bureau.engine) as db:
        accounts.revoke_sessions(db, desk.bureau.key, account, desk.clock() + timedelta(seconds=1))

    page = clerk.press(f"/office/{id}/note", {"note": "已与苏禾通过电话"}, status=403)
    assert "登录已失效" in page
    clerk.show(page)
    again = clerk.press("/sign-in", {"person": "林秋", "password": "不对的密码", **clerk.carried()}, status=403)
    clerk.show(again)
    back = clerk.press("/sign-in", {"person": "林秋", "password": PASSWORD, **clerk.carried()})
    assert "填写的内容还在" in back
    assert "已与苏禾通过电话" in back
    clerk.show(back)
    assert "已存备注" in clerk.press(f"/office/{id}/note", {"note": "已与苏禾通过电话"})
