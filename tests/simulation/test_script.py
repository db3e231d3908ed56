"""A script of what people do: it …"""

import re
from contextlib import suppress
from pathlib import Path

import pytest

from tests.bureau import Desk, instant
from yudu_flow.domain.errors import BadRequest
from yudu_flow.simulation.circumstances import ALL
from yudu_flow.simulation.fields import FIELDS
from yudu_flow.simulation.script import VERBS, play, read_script

GOOD = "{at: 2020-09-24T10:00, do: file, unit: 就业中心, period: 2020-09}"
UNDELIVERED = "{at: 2020-09-25, do: undelivered, channel: email, until: 2020-09-26}"


def script(folder: Path, text: str) -> Path:
    """A script file."""
    path = folder / "script.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_is_read_in_order_of_time_in_the_bureaus_zone(tmp_path: Path) -> None:
    later = GOOD.replace("2020-09-24T10:00", "2020-09-25")
    utc = GOOD.replace("2020-09-24T10:00", "2020-09-24T01:00:00Z")
    items = read_script(script(tmp_path, f"- {later}\n- {GOOD}\n- {utc}\n"))
    assert [(item.at, item.number) for item in items] == [
        (instant("2020-09-24T09:00"), 3),
        (instant("2020-09-24T10:00"), 2),
        (instant("2020-09-25T09:00"), 1),
    ]


def test_it_knows_every_verb_of_the_contract() -> None:
    named = "file file_unsealed seal return accept extend_ask extend_decide explain explain_decide waive visit strike"
    named += (
        " object withdraw correct close decide call release urge note hand_back hand_back_answer instruct notify done"
    )
    named += " request_open request_answer request_objection request_callback request_handback request_close"
    named += " request_decide measure appeal check decide_appeal lost withdraw_lost lost_decide figure correct_figure"
    named += " firm_add firm_pair firm_part firm_retire firm_restore"
    assert {*VERBS} == {*named.split()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("at: 1", "应是一个列表，每项写 at、do、unit 或 person、period"),
        ("- 报送", "脚本第1项应写成 at: …, do: … 的形式"),
        (f"- {GOOD}\n- {GOOD.replace('period', 'peroid')}", "脚本第2项不认识“peroid”，是不是 period"),
        (f"- {GOOD.replace('file', 'submit')}", "脚本第1项的 do 是“submit”，可用的有：file、file_unsealed、seal"),
        (f"- {GOOD.replace('unit: 就业中心, ', '')}", "脚本第1项要写 unit（或 person）和 period"),
        (f"- {GOOD.replace('2020-09-24T10:00', '明天')}", "脚本第1项的 at 应写成 2020-09-24T10:00 这样的时间"),
        ("- {at: 2020-09-24T10:00, do: downtime, until: 明天}", "脚本第1项的 until 应写成 2020-09-24T10:00 这样的时间"),
        (
            f"- {GOOD.replace('}', ', figures: 参保人数约3万}')}",
            "脚本第1项的 figures “参保人数约3万”应写成 指标名称=数字，几项用“；”隔开",
        ),
        (f"- {GOOD.replace('file', 'decide')}", "脚本第1项的 decision 应为 confirm 或 dismiss"),
        (f"- {GOOD.replace('file', 'extend_decide')}", "脚本第1项的 decision 应为 approve 或 refuse"),
        (
            f"- {GOOD.replace('file', 'submit')}",
            "figure、extend_ask、explain、withdraw、visit、strike、lost、withdraw_lost、object、measure、appeal、hand_back、request_answer、request_objection、"
            "request_callback、accept、return、extend_decide、explain_decide、hand_back_answer、request_handback、request_close、lost_decide、waive、correct、correct_figure、call、urge、release、note、close、check、decide、decide_appeal、request_decide、done、instruct、notify、request_open、firm_add、firm_pair、firm_part、firm_retire、firm_restore、downtime、undelivered",
        ),
        ("- {at: 2020-09-24T10:00, do: downtime, until: 2020-09-24T09:00}", "脚本第1项的 until 应晚于 at"),
        (f"- {UNDELIVERED.replace('2020-09-26', '2020-09-25')}", "脚本第1项的 until 应晚于 at"),
        (f"- {UNDELIVERED.replace(', until: 2020-09-26', '')}", "脚本第1项的 until 应写成 2020-09-24T10:00 这样的时间"),
        (f"- {UNDELIVERED.replace('email', 'fax')}", "脚本第1项的 channel 应为 email 或 sms"),
        (f"- {UNDELIVERED.replace('email', '[email, sms]')}", "脚本第1项的 channel 应是一个词或一句话，不能是列表"),
        (f"- {UNDELIVERED.replace('channel: email, ', '')}", "脚本第1项的 channel 应为 email 或 sms"),
        (
            f"- {UNDELIVERED.replace('}', ', person: }')}",
            "脚本第1项的 person 应写姓名或编号；所有人都收不到就不写 person",
        ),
        (f"- {UNDELIVERED.replace('}', ', dead: 永远}')}", "脚本第1项的 dead 应为 true（查无此址）或 false"),
        (
            f"- {UNDELIVERED.replace('}', ', unit: 社保中心}')}",
            "脚本第1项（undelivered）不写 unit；只对一个人时写 person",
        ),
        ("- {at: 2020-09-25, content: }", "脚本第1项的 content 应写从这时起换用的文件或文件夹，如 新内容/roster.yaml"),
        ("- {at: 2020-09-25, do: content}", "脚本第1项的 content 应写从这时起换用的文件或文件夹"),
        ("- {at: 2020-09-25, content: a, until: 2020-09-26}", "脚本第1项（content）不写 until"),
        (f"- {GOOD.replace('}', ', content: roster.yaml}')}", "脚本第1项（file）不写 content，它只用于 content"),
        (f"- {GOOD.replace('}', ', channel: sms}')}", "脚本第1项（file）不写 channel，它只用于 undelivered"),
        (
            "- {at: 2020-09-24, do: instruct, unit: [就业中心, 社保中心], text: 请办, due: 明天}",
            "脚本第1项的 due “明天”应写成 2020-10-15 这样的日期",
        ),
        (f"- {GOOD.replace('unit: 就业中心', 'unit: [就业中心]')}", "脚本第1项的 unit 应是一个词或一句话"),
        ("- {", "读不出来"),
        (f"- {GOOD.replace('}', ', duty: [a]}')}", "脚本第1项的 duty 应是一个词或一句话，不能是列表或再分几项"),
        (
            f"- {GOOD.replace('}', ', firm: 长河电子}')}",
            "脚本第1项（file）不写 firm，它只用于 request_open、visit、strike",
        ),
        (f"- {GOOD.replace('2020-09}', '9月}')}", "脚本第1项的 period 应写成 2020-09 这样的周期"),
        (
            "- {at: 2020-09-24T10:00, do: downtime, until: 2020-09-25, unit: 就业中心}",
            "脚本第1项（downtime）不写 unit；程序停机，所有单位都一样",
        ),
        ("- {at: 2020-13-45, do: downtime}", "脚本第1项的 at 应写成 2020-09-24T10:00 这样的时间"),
        ("- {at: !!timestamp x, do: !!int y}", ""),
        ("- &a {at: *a, do: [*a]}", ""),
    ],
)
def test_it_says_which_item_is_wrong_and_what_would_be_right(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadRequest) as refused:
        read_script(script(tmp_path, text))
    assert message in str(refused.value)


ODD = ("[a]", "{a: b}", "", "!!int x", "!!timestamp x", "!!binary é", "9999-12-31", "0001-01-01T00:00Z", "~", "true")


@pytest.mark.long(but=["[call", "[content", "[extend_ask"])
@pytest.mark.parametrize("do", [*VERBS, *ALL])
def test_whatever_stands_in_a_field_is_taken_or_refused_in_words(tmp_path: Path, do: str) -> None:
    for name in sorted(FIELDS - {"do"}):
        for value in ODD:
            item = {"at": "2020-09-24", "do": do, "unit": "就业中心", "period": "2020-09", name: value}
            text = "- {" + ", ".join(f"{key}: {said}" for key, said in item.items()) + "}"
            with suppress(BadRequest):
                read_script(script(tmp_path, text))


@pytest.mark.parametrize("number", ["²", "9" * 20, "9" * 5000])
def test_it_says_of_what_is_no_number_of_a_request_that_it_is_none(desk: Desk, tmp_path: Path, number: str) -> None:
    [item] = read_script(
        script(tmp_path, f"- {{at: 2020-09-24, do: request_answer, unit: 就业中心, request: {number}}}")
    )
    with pytest.raises(BadRequest, match="脚本第1项要写 request: 诉求的编号"):
        play(desk.bureau, item)


def test_it_names_other_content_relative_to_itself(tmp_path: Path) -> None:
    [item] = read_script(script(tmp_path, "- {at: 2020-09-25, content: 新内容/roster.yaml}"))
    assert (item.do, item.fields["content"]) == ("content", tmp_path / "新内容" / "roster.yaml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"- {GOOD}".encode("gbk"), "第1行，文件不是 UTF-8 编码；用记事本打开，另存为时编码选 UTF-8"),
        (f"- {GOOD}".encode("utf-16"), "第1行，文件不是 UTF-8 编码"),
        (f"- {GOOD}\n- {{at: 2020-09-24, do: file".encode(), "读不出来：第"),
        (b"- a: 1\n b: [\x07", "读不出来：第"),
        (rb'- {at: "\UFFFFFFFF"}', "读不出来：第"),
    ],
)
def test_it_is_refused_in_chinese_where_it_cannot_be_read(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "script.yaml"
    path.write_bytes(content)
    with pytest.raises(BadRequest, match=said) as refused:
        read_script(path)
    assert not re.search("[a-z]{5} [a-z]{2}", str(refused.value).replace(str(path), ""))


def test_it_may_have_been_saved_by_a_notepad(tmp_path: Path) -> None:
    (tmp_path / "script.yaml").write_text(f"- {GOOD}", encoding="utf-8-sig")
    assert len(read_script(tmp_path / "script.yaml")) == 1


def test_it_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="读不出来"):
        read_script(tmp_path / "missing.yaml")
