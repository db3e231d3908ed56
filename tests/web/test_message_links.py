"""Links in messages as people follow them: each button to its own item, 查看全部事项 to everything still open."""

import re
from datetime import date
from functools import partial

import pytest

from tests.bureau import CLERK, INSURANCE, JOBS, SEPTEMBER, Desk, report_of
from tests.web.browser import BASE, Console
from yudu_flow.actions.acts.extension import ask_extension, decide_extension
from yudu_flow.actions.acts.waive import waive
from yudu_flow.domain.facts import ExtensionChoice

OCTOBER = "2020-10"
TO = re.compile(rf'href="{BASE}(/s/[^"]+)"')


@pytest.fixture
def console(console: Console) -> Console:
    """The day on which 就业中心's October is due while its September, extended to 22 October, is overdue."""
    console.desk.until("2020-09-25T09:00")
    console.desk.played("extended", partial(extend, console.desk))
    console.desk.until("2020-10-27T09:00")
    return console


def extend(desk: Desk) -> None:
    """就业中心 asks for 22 October and gets it."""
    until = date(2020, 10, 22)
    ask_extension(desk.bureau, report_of(JOBS), "苏禾", desk.clock(), until, "核数")
    decide_extension(desk.bureau, report_of(JOBS), CLERK, desk.clock(), ExtensionChoice.APPROVE, until, "属实")


def opened(console: Console, link: str) -> tuple[str, str]:
    """The path and the text of the page that a link opens in a browser of its own."""
    answer = console.stranger().get(link)
    assert answer.status_code == 200, link
    return answer.url.path, answer.text


def links_of(console: Console) -> list[str]:
    """The links of the mail to 就业中心's liaison, in their order."""
    return [*dict.fromkeys(TO.findall(console.desk.mails()["su-he"].html))]


def test_each_button_leads_to_its_own_item_and_the_list_has_both(console: Console) -> None:
    items = [f"/mine/{console.id_of(JOBS, period=period)}" for period in (SEPTEMBER, OCTOBER)]
    *buttons, everything = links_of(console)
    assert [opened(console, link)[0] for link in buttons] == items
    path, page = opened(console, everything)
    assert (path, [item for item in items if f'href="{item}"' in page]) == ("/mine", items)


@pytest.mark.parametrize("tail", ["。", "（24小时内有效）", ")", "，请尽快办理", "/", "%E3%80%82"])
def test_what_a_program_took_for_a_part_of_a_link_does_no_harm(console: Console, tail: str) -> None:
    button, *_, everything = links_of(console)
    short = everything.removesuffix("/all")
    assert [opened(console, f"{link}{tail}")[0] for link in (button, everything, short)] == [
        f"/mine/{console.id_of(JOBS)}",
        "/mine",
        "/mine",
    ]


def test_an_sms_keeps_the_short_link_to_the_list(console: Console) -> None:
    text = console.desk.texts()["su-he"].text
    short = re.search(rf"{BASE}(/s/\w{{10}})$", text)
    assert short
    assert links_of(console)[-1] == f"{short[1]}/all"
    assert opened(console, short[1])[0] == "/mine"


def test_a_guest_may_act_on_what_is_still_open_and_on_nothing_of_others(console: Console) -> None:
    guest, september = console.guest("su-he", JOBS, OCTOBER), f"/mine/{console.id_of(JOBS)}"
    guest.look(september)
    guest.press(f"{september}/explain", {"reason": "人员调动"})
    assert "explanation_pending" in console.desk.status(JOBS)["flags"]
    for period in (SEPTEMBER, OCTOBER):
        guest.look(f"/mine/{console.id_of(INSURANCE, period=period)}", 404)


def test_what_is_over_is_reached_by_its_own_link_alone(console: Console) -> None:
    waive(console.desk.bureau, report_of(JOBS), CLERK, console.desk.clock(), "机构改革")
    september = f"/mine/{console.id_of(JOBS)}"
    other, own = console.guest("su-he", JOBS, OCTOBER), console.guest("su-he", JOBS)
    other.look(september, 404)
    assert f'href="{september}"' not in other.look("/mine")
    own.look(september)


def test_a_link_to_an_item_leads_there_from_the_question_who_it_is(console: Console) -> None:
    september, code = console.id_of(JOBS), console.link("su-he", JOBS)
    other = console.guest("bai-hua", INSURANCE)
    assert "这个链接是给苏禾的" in other.look(f"/s/{code}/{september}。")
    answer = other.send_form(re.findall(r'<form method="post" action="(/s/[^"]+)"', other._page)[0])
    assert answer.url.path == f"/mine/{september}"


def test_ending_the_links_of_a_unit_ends_those_of_every_month(console: Console) -> None:
    clerk, id = console.account(CLERK), console.id_of(JOBS)
    links = links_of(console)
    clerk.look(f"/office/{id}")
    clerk.press(f"/office/{id}/links")
    for link in links:
        console.stranger().look(link, 404)
