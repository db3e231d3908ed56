"""Passes on demand: `tick` runs one on the configured database, `simulate` plays many on a scratch one."""

import gc
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from yudu_flow.cli import office
from yudu_flow.cli.burden import print_burden
from yudu_flow.cli.options import AsJson, At, day
from yudu_flow.cli.output import as_json as to_json
from yudu_flow.cli.output import print_json, print_table, say
from yudu_flow.domain.period import ZONE
from yudu_flow.wording.names import CHANNELS, Names, spell_kind
from yudu_flow.wording.reasons import CHOICES, REASONS, spell_reason
from yudu_flow.wording.record import Record
from yudu_flow.wording.trace import spell_rung

if TYPE_CHECKING:
    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.simulation.script import ScriptItem

EVENTS = {
    "opened": "开始",
    "notice": "通知",
    "skipped": "不发",
    "held": "暂存",
    "withdrawn": "撤回",
    "suppressed": "不再发",
    "message": "发出",
    "filed": "报送",
    "filed_unsealed": "报送待补章",
    "sealed": "补章",
    "waived": "免报",
    "closed": "本期结束",
}
"""What a play calls an event, where that is not its reason."""
TOGETHER = ("opened", "closed", "overdue")
FIELDS = (
    *("at", "event", "duty", "owner", "unit", "period", "obligation", "round"),
    *("rung", "recipient", "channel", "subject", "reason", "answer"),
)


def tick(at: At = None, as_json: AsJson = False) -> None:
    """做一遍：开始新的周期、决定提醒和催办、写好消息、发出、对账。"""
    from yudu_flow.actions.engine.make_pass import make_pass
    from yudu_flow.cli.progress import ProgressLine
    from yudu_flow.clock import wall_clock

    bureau, now = office.bureau_at(at)
    if at:
        _check_not_past(bureau, now)
    # In earnest time goes by: a long delivery has to see the evening come, and stops then.
    clock = (lambda: now) if at else wall_clock
    with closing(ProgressLine("发送")) as watch:
        row = summary(make_pass(bureau, office.ways(bureau), clock, watch=watch, keep=False))
    if as_json:
        return print_json([row])
    shown = [{"word": word, "value": row[name]} for name, word in OF_A_PASS.items()]
    return print_table("", [("word", "项目"), ("value", "数值")], shown)


OF_A_PASS = {
    "at": "时刻",
    "opened": "新开事项",
    "fired": "触发",
    "skipped": "不发",
    "notices": "通知",
    "messages": "消息",
    "sent": "发出",
    "written": "写成文件",
    "failed": "失败",
    "held": "暂存",
    "suppressed": "不再发",
    "overdue": "新逾期",
    "cases": "拟认定",
    "next_wake": "下次",
}


def _check_not_past(bureau: "Bureau", now: datetime) -> None:
    """An instant asked for is no clock that was set right: what was decided later would be void."""
    from yudu_flow.actions.processes.pulse import pulse

    last = pulse(bureau, now).last_pass_at
    if last and now < last:
        when = f"{last.astimezone(ZONE):%Y-%m-%d %H:%M}"
        raise typer.BadParameter(f"不能早于上一遍的时刻 {when}；查看过去请用 status 或 why", param_hint="--at")


def summary(made: Any) -> Record:
    """A pass in numbers."""
    from yudu_flow.domain.facts import FactKind

    decided = made.decided.counts
    return {
        "at": made.at,
        "opened": made.opened_count,
        "fired": decided["fired"],
        "skipped": decided["skipped"],
        "notices": decided["notices"],
        "messages": made.composed.written,
        "sent": made.delivered.count("sent") - made.delivered.written,
        "written": made.delivered.written,
        "failed": made.delivered.count("failed"),
        "held": decided["held"] + made.composed.count("queued"),
        "suppressed": made.composed.count("suppressed") + made.composed.count("withdrawn"),
        "overdue": made.facts(FactKind.OVERDUE),
        "cases": made.facts(FactKind.CASE_PROPOSED),
        "next_wake": made.next_wake,
    }


def simulate(
    start: Annotated[str, typer.Option("--from", help="从哪天，如 2020-09-18")],
    end: Annotated[str, typer.Option("--to", help="到哪天（含）")],
    script: Annotated[Path | None, typer.Option("--script", help="其间各单位做什么（YAML）")] = None,
    burden: Annotated[bool, typer.Option("--burden", help="只算各单位每月的负担：告知几次、短信几条、填几项")] = False,
    as_json: AsJson = False,
) -> None:
    """预演：按现行规则在临时数据库上走一遍，看哪天给谁发什么。

    不发出任何消息，不动现有数据库；走访谁，照企业名录现在的对口。
    脚本是 YAML 列表，每项写 at（时刻）、do（做什么）、unit 或 person、period，
    按需要写 by、reason、until、decision；纸质报告写 do: file 加 received（收到时刻）和 reason；
    指标数字写 do: file 加 figures，如 城镇新增就业=3200；
    企业登记、对口、不再对口、移出、恢复写 do: firm_add、firm_pair、firm_part、firm_retire、firm_restore，
    加 firm 和 unit（或 person）；
    批示交办写 do: instruct 加 text 和 due，unit 可写几个单位，如 [就业局, 社保局]；
    发通知写 do: notify 加 title 和 text，unit 可写几个单位，不写为全部单位；
    程序停机写 do: downtime 加 until（恢复时刻），不写单位。

    消息送不到写 do: undelivered 加 channel（email 或 sms）和 until（恢复时刻），照规则隔一会儿再试；
    只对一个人时加 person。加 dead: true 表示查无此址，地址从此停用（很多人同时这样的，按通道故障再试）。

    换名册、日历或其他内容只写 at 和 content（文件或文件夹，相对于脚本所在文件夹）：文件与要换的同名，
    如 roster.yaml；文件夹里照 config、workflows、notifications 摆放，没有的照旧，有 workflows 的以它的计划为准。
    新内容有错就不采用，与正式运行一样写进办公室清单。

    加 --burden 不列消息，只列每个单位每月告知几次（一起发出的不论几人、邮件还是短信，算一次）、短信几条、表单填几项。

    写错的项会说明该怎么写；时间在 --to 之后的项不演，另行说明。
    """
    from yudu_flow.assembly import scratch_bureau
    from yudu_flow.domain.period import at
    from yudu_flow.simulation.play import simulate as play

    first, last = day(start, "--from"), day(end, "--to")
    if last < first:
        raise typer.BadParameter("--to 早于 --from")
    items, late = _items(script, last)
    settings = office.settings()
    bureau = scratch_bureau(settings, at(first), last.year + 1)
    names = Names(bureau.roster, bureau.content.plans)
    gc.freeze()  # what is loaded by now lives until the end: to look through it again and again is a tenth of the play
    records = play(bureau, first, last, items, settings, lambda new: names.learn(new.roster, new.content.plans))
    if burden:
        return print_burden(bureau, records, as_json)
    return _print_json_lines(records, late) if as_json else _print_months(records, names, f"{start}至{end}")


def _items(script: Path | None, last: date) -> tuple[list["ScriptItem"], list["ScriptItem"]]:
    """What a script says, and what of it lies after the last day, which is said at once."""
    if script is None:
        return [], []
    from yudu_flow.domain.period import midnight_after
    from yudu_flow.simulation.script import read_script

    items = read_script(script)
    late = [item for item in items if item.at >= midnight_after(last)]
    if late:
        say(f"脚本第{'、'.join(str(item.number) for item in late)}项在 --to（{last}）之后，没有演到", err=True)
    return items, late


def _print_json_lines(records: Iterator[Record], late: Iterable["ScriptItem"]) -> None:
    """A line a record, without `say`, which flushes each of thousands of lines."""
    for record in records:
        shown = {name: value for name in FIELDS if (value := record.get(name)) is not None}
        sys.stdout.write(to_json(shown) + "\n")
    for item in late:
        sys.stdout.write(to_json({"at": item.at, "event": "not_played", "reason": "after_end"}) + "\n")


def _print_months(records: Iterator[Record], names: Names, span: str) -> None:
    """The play as a table a month; notices and skipped rungs are left out, since the messages say the same."""
    columns = [("when", "时间"), ("word", "事情"), ("rung", "阶段"), ("who", "给谁"), ("words", "内容")]
    shown = (record for record in records if record["event"] not in ("notice", "skipped"))
    any_shown = False
    for month, rows in groupby(shown, key=lambda record: f"{record['at']:%Y年%m月}"):
        print_table(f"\n{month}" if any_shown else month, columns, _shown_rows(rows, names))
        any_shown = True
    if not any_shown:
        say(f"{span}没有需要发出的消息。")


def _shown_rows(records: Iterable[Record], names: Names) -> Iterator[Record]:
    """A row a record; what opens or closes at one instant for many owners is one row."""
    for (_, event, duty), group in groupby(records, key=lambda r: (r["at"], r["event"], r.get("duty"))):
        rows = [*group]
        if event in TOGETHER and len(rows) > 1:
            about = names.obligation(f"{rows[0]['period']}/{duty}/")
            yield {**_shown(rows[0], names), "words": f"{about}：{'、'.join(row['owner'] for row in rows)}"}
        else:
            yield from (_shown(row, names) for row in rows)


def _shown(record: Record, names: Names) -> Record:
    own = names.own_words(record.get("obligation") or "")
    recipient, channel = record.get("recipient"), CHANNELS.get(record.get("channel") or "", "")
    return {
        "when": f"{record['at']:%m-%d %H:%M}",
        "word": own.get(record["event"]) or EVENTS.get(record["event"]) or REASONS[record["event"]],
        "rung": spell_rung(record.get("rung") or ""),
        "who": f"{names.person(recipient)} {channel}" if recipient else "",
        "words": _words(record, names),
    }


def _words(record: Record, names: Names) -> str:
    """What it is about, with the reason; an SMS, which has no subject, is named by its kind."""
    about = names.obligation(record["obligation"]) if record.get("obligation") else ""
    about = record.get("subject") or about
    reason = record.get("reason") or ""
    if record["event"] == "message":
        return record.get("subject") or "：".join(part for part in (spell_kind(reason), about) if part)
    if record["event"] == "closed":  # the bare outcome would call a form without its page not reported
        return about
    own = names.own_words(record.get("obligation") or "")
    words = own.get(reason) or CHOICES.get(reason) or spell_reason(reason)
    return f"{about}（{words}）" if about and words else about or words
