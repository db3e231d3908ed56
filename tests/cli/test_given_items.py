"""What is given, or comes otherwise than by the month, is named and done by command."""

from pathlib import Path

from tests.cli.commands import fine, listed, yudu


def test_what_is_given_is_done_returned_and_closed(opened: Path) -> None:
    given = "instruct --to 就业中心 --to 社保中心 --by 顾明远 --text 请加快 --due 2020-09-25 --at 2020-09-22T10:00"
    assert "请写明为什么这样急（--reason）" in yudu(*given.split()).err
    said = fine(*given.split(), "--reason", "上会").out
    assert "已交就业中心办理：instruction:1 （批示）请加快，期限9月25日（星期五）24:00" in said
    for line, told in (
        ("done --by 苏禾 --text 已办 --at 2020-09-22T11:00", "instruction:1 已报办结，2020-09-22 11:00"),
        ("return --by 顾明远 --reason 再细些 --at 2020-09-22T12:00", "instruction:1 退回补办，2020-09-22 12:00"),
        ("done --by 苏禾 --text 已细化 --at 2020-09-22T13:00", "instruction:1 已报办结，2020-09-22 13:00"),
        ("close --by 顾明远 --subject instruction:1 --at 2020-09-22T14:00", "instruction:1 确认办结，2020-09-22 14:00"),
    ):
        assert f"已记录：就业中心 {told}" in fine(*line.split(), "--unit", "就业中心").out
    rows = listed("status", "--kind", "instruction", "--at", "2020-09-22T15:00")
    assert [(row["subject"], row["owner"], row["standing"]) for row in rows] == [
        ("instruction:1", "就业中心", "accepted"),
        ("instruction:1", "社保中心", "open"),
    ]


def test_what_comes_once_is_named_by_its_number_alone(opened: Path) -> None:
    """It has no period that anybody counts in; what recurs is never guessed at."""
    given = "instruct --to 社保中心 --by 顾明远 --text 请加快 --due 2020-10-10 --at 2020-09-22T10:00"
    fine(*given.split())
    asked = "extend --unit 社保中心 --by 白桦 --until 2020-10-15 --reason 待核 --at 2020-09-22T11:00"
    assert fine(*asked.split(), "--duty", "instruction:1").out.startswith("已记录：社保中心 instruction:1 ")
    assert "请写明是哪一期" in yudu(*asked.split()).err
    assert "请写明是哪一期" in yudu(*asked.split(), "--duty", "report").err
    allowed = "extend --unit 社保中心 --by 林秋 --decide approve --duty instruction:1 --at 2020-09-22T12:00"
    assert "instruction:1" in fine(*allowed.split()).out


def test_another_item_is_never_returned_than_the_one_that_is_named(opened: Path) -> None:
    """By its number as subject or as duty, with a month or without: what is named counts, and nothing is guessed."""
    for number, text in enumerate(("摸底", "上报"), 1):
        given = f"instruct --to 社保中心 --by 顾明远 --text {text} --due 2020-10-10 --at 2020-09-22T10:00"
        told = f"done --unit 社保中心 --by 白桦 --text 已办 --subject instruction:{number} --at 2020-09-22T11:00"
        for line in (given, told):
            fine(*line.split())
    closed = "close --unit 社保中心 --by 顾明远 --subject instruction:1 --at 2020-09-22T12:00"
    fine(*closed.split())
    returned = "return --unit 社保中心 --by 顾明远 --reason 不全 --at 2020-09-22T13:00"
    for named, said in (
        ("--duty instruction:1", "社保中心没有可以退回的办理情况"),
        ("--duty instruction:1 --period 2020-10", "社保中心没有可以退回的办理情况"),
        ("--subject instruction:1 --period 2020-09", "没有找到社保中心 2020-09的事项"),
        ("--subject instruction:1 --duty instruction:2", "事项编号只写一个：instruction:1，还是 instruction:2"),
        ("--duty report", "请写明是哪一期"),
        ("--subject 摸底", "“摸底”不是编号，应写成 instruction:41、task:8.3 这样（--subject）"),
    ):
        assert said in yudu(*returned.split(), *named.split()).err, named
    [row] = listed("why", "--unit", "社保中心", "--duty", "instruction:2")
    assert [one["act"] for one in row["acts"]] == ["instructed", "filed"]
    assert "instruction:2" in fine(*returned.split(), "--subject", "instruction:2", "--period", "2020-10").out
    assert "请写明是哪一期" in yudu("why", "--unit", "社保中心").err
