"""What we say. It reads the templates that ship; every letter is rendered for real."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from yudu_flow.content.notifications.kinds import ANSWERS, LEADER_DIGEST, OFFICE_LIST, SIGN_IN_LINK, kinds, sections
from yudu_flow.content.notifications.rendering import Notifications
from yudu_flow.content.notifications.samples import BARE, DIGEST, ENTRY, LETTER, LINE, OFFICE, full, sparse
from yudu_flow.content.notifications.templates import TemplateProblem
from yudu_flow.domain.digest import Letter, Line

FOLDER = Path(__file__).parents[2] / "notifications"
SIGNATURE = "于都人社局"


@pytest.fixture(scope="module")
def says() -> Notifications:
    return Notifications.load(FOLDER, SIGNATURE, 70)


def letter(*lines: Line) -> Letter:
    return replace(LETTER, lines=lines)


def reminder(**changes: object) -> Line:
    return replace(LINE, catch_up=False, provisional=False, **changes)  # type: ignore[arg-type]  # any field of Line


@pytest.mark.parametrize("kind", kinds())
@pytest.mark.parametrize("sample", [full, sparse])
def test_it_says_every_kind_in_text_and_html(says: Notifications, kind: str, sample: type) -> None:
    written = sample(kind)
    rendered = says.answer(written) if kind in ANSWERS else says.daily(written)
    assert rendered.kind == kind
    assert "李明同志：" in rendered.text
    assert "李明同志：" in rendered.html
    assert "无须回复“收到”" in rendered.text
    assert rendered.subject
    assert "\n\n\n" not in rendered.text


@pytest.mark.parametrize("kind", sections())
def test_it_says_every_section_by_sms(says: Notifications, kind: str) -> None:
    short = says.sms(full(kind))
    assert short.kind == kind
    assert short.text.startswith("【于都人社局】")
    assert LINE.short_deadline in short.text
    assert short.text.endswith(f" {LETTER.link}")
    assert (short.subject, short.html) == ("", "")


def test_it_escapes_names_in_html_only(says: Notifications) -> None:
    mail = says.daily(letter(reminder(title="<b>月报</b>")))
    assert "&lt;b&gt;月报&lt;/b&gt;" in mail.html
    assert "<b>" not in mail.html
    assert "<b>月报</b>" in mail.text


def test_it_prints_the_deadline_in_full_with_the_days_left(says: Notifications) -> None:
    assert "请于9月27日（星期日）24:00前报送，还有3个工作日。" in says.daily(letter(reminder())).text


def test_it_marks_provisional_dates_and_late_reminders(says: Notifications) -> None:
    mail = says.daily(letter(replace(LINE, provisional=True, catch_up=True)))
    assert "24:00（暂定）前" in mail.text
    assert "〔补发〕" in mail.text
    assert "〔补发〕" in mail.html
    assert "暂定" not in says.daily(letter(reminder())).text


def test_it_leads_with_the_first_line_and_counts_the_rest(says: Notifications) -> None:
    slip = reminder(kind="report-overdue", title="月报", days=1)
    mail = says.daily(letter(slip, reminder(), reminder(kind="visit-reminder")))
    assert mail.kind == "report-overdue"
    assert mail.subject == "催办（逾期1个工作日）：就业局2020年9月月报等3项"
    assert "今天请您关注的事项共3项" in mail.text


def test_it_does_not_count_a_single_line(says: Notifications) -> None:
    assert says.daily(letter(reminder(title="月报"))).subject == "9月27日24:00截止：就业局2020年9月月报"


def test_it_groups_lines_of_a_kind_under_one_heading(says: Notifications) -> None:
    mail = says.daily(letter(reminder(title="甲报"), reminder(kind="visit-list"), reminder(title="乙报")))
    assert mail.text.count("报送提醒\n") == 1
    assert mail.text.index("一、报送提醒") < mail.text.index("乙报") < mail.text.index("二、本月走访任务")
    assert "2. 就业局2020年9月乙报" in mail.html


def test_it_puts_the_list_and_the_digest_after_own_lines(says: Notifications) -> None:
    mail = says.daily(replace(letter(reminder()), office=OFFICE, digest=DIGEST))
    assert mail.text.index("报送提醒") < mail.text.index("局办公室今日清单") < mail.text.index("分管事项情况")


def test_it_leads_with_the_list_where_nothing_is_owed(says: Notifications) -> None:
    office = says.daily(replace(LETTER, office=OFFICE, digest=DIGEST))
    leader = says.daily(replace(LETTER, digest=DIGEST))
    assert (office.kind, office.subject) == (OFFICE_LIST, "局办公室今日清单：待决定2项，逾期1项")
    assert (leader.kind, leader.subject) == (LEADER_DIGEST, "分管事项情况：待决定2项，新增逾期1项")


def test_it_shows_numbers_with_the_change_since_the_month_before(says: Notifications) -> None:
    text = says.daily(replace(LETTER, digest=DIGEST)).text
    assert "按时报送6项（上期7项，减1）" in text
    assert "应报9项（上期9项，持平）" in text


def test_it_shows_a_button_only_where_there_is_a_link(says: Notifications) -> None:
    assert 'href="https://example.invalid/s/AbCdEfGhIj"' in says.daily(letter(reminder())).html
    bare = says.daily(replace(sparse("report-reminder"), lines=(replace(BARE, kind="report-reminder"),)))
    assert "href" not in bare.html


def test_it_says_why_this_person_is_told_and_on_what_basis_once(says: Notifications) -> None:
    text = says.daily(letter(reminder(), reminder())).text
    assert text.count("您收到本邮件的原因：您是就业局联络员。") == 1
    assert text.count("依据：于人社〔2020〕112号。") == 1


def test_it_asks_for_a_reason_in_the_second_slip(says: Notifications) -> None:
    mail = says.daily(letter(reminder(kind="report-overdue-again")))
    assert "请说明原因" in mail.text
    assert "请说明原因" in mail.subject
    assert "于人社〔2020〕112号要求" in mail.text


def test_it_states_facts_and_the_right_to_object_before_a_case(says: Notifications) -> None:
    text = says.daily(letter(reminder(kind="case-proposed"))).text
    assert "尚未作出认定" in text
    assert "有异议的，可于9月30日（星期三）24:00前提出" in text
    assert "由李明听取说明后决定" in text


def test_it_gives_the_reason_and_limit_of_a_return(says: Notifications) -> None:
    text = says.answer(letter(reminder(kind="returned"))).text
    assert "请修改后于9月30日（星期三）24:00前重新报送" in text
    assert "退回原因：佐证材料不全" in text


def test_it_sends_a_sign_in_link_by_itself(says: Notifications) -> None:
    asked, sent = says.answer(full(SIGN_IN_LINK)), says.answer(sparse(SIGN_IN_LINK))
    assert asked.subject == "登录链接：9月24日（星期四）09:30前有效"
    assert (asked.text.count(ENTRY.link), f'<a href="{ENTRY.link}"' in asked.html) == (1, True)
    assert ("不是您本人索取的" in asked.text, "不是您本人索取的" in sent.text) == (True, False)
    assert "查看全部事项" not in sent.text


def test_it_refuses_a_letter_with_nothing_in_it(says: Notifications) -> None:
    with pytest.raises(ValueError, match="没有内容"):
        says.daily(LETTER)


def test_it_refuses_a_signature_that_leaves_no_room() -> None:
    with pytest.raises(ValueError, match="过长"):
        Notifications.load(FOLDER, "于" * 60, 70)


def test_it_names_the_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(TemplateProblem, match="缺少这个文件"):
        Notifications.load(tmp_path, SIGNATURE, 70)


def test_it_writes_the_same_letter_every_time(says: Notifications) -> None:
    late = reminder(due=LINE.due + timedelta(days=1))
    assert says.daily(letter(reminder(), late)) == says.daily(letter(reminder(), late))
