"""`run`: the scheduler process."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import typer

from yudu_flow.cli.output import say

if TYPE_CHECKING:
    from datetime import datetime

    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.actions.make_pass import Pass
    from yudu_flow.assembly import Ways
    from yudu_flow.clock import Clock


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run() -> None:
    """启动：到点提醒、催办、提请认定，直到按 Ctrl+C 或收到停止信号。"""
    from yudu_flow.clock import wall_clock

    serve(wall_clock)


def serve(clock: Clock) -> None:
    """Run by `clock` until told to stop."""
    import asyncio

    from yudu_flow.actions.content_in_force import ContentInForce
    from yudu_flow.actions.tell_of_content import tell_office_no_more
    from yudu_flow.assembly import renewed
    from yudu_flow.cli import office
    from yudu_flow.cli.pages import listen
    from yudu_flow.cli.progress import Progress
    from yudu_flow.timetable import Timetable
    from yudu_flow.upkeep.sweep import Sweeper

    settings = office.settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("apscheduler", "httpx", "uvicorn"):  # httpx would log addresses with mobile numbers in them
        logging.getLogger(name).setLevel(logging.WARNING)
    bureau = office.bureau(clock())
    ways = office.ways(bureau)
    tell_office_no_more(bureau, clock())  # what was refused is mended, or this process would not have started
    introduce(bureau, ways, settings.database, str(settings.var / "spool"))
    pages = listen(settings, bureau) if settings.web else None
    if pages:
        bureau = replace(bureau, base_url=pages.address)
    warn(bureau, clock())
    force = ContentInForce(bureau, settings.home, partial(renewed, settings))
    told = _Told(bureau, pages.lines(clock()) if pages else [])
    sweep = Sweeper(bureau.engine, settings, clock)

    def after_pass(made: Pass) -> None:
        told(made)
        asyncio.get_running_loop().run_in_executor(None, sweep)

    async def live() -> None:
        timetable = Timetable(force.refresh, ways, clock, after_pass, Progress("补发积压消息"))
        serving = pages.serve(force, clock, timetable.stopped) if pages else asyncio.sleep(0)
        await asyncio.gather(timetable.run(), serving)

    asyncio.run(live())
    say("已停止。")


def warn(bureau: Bureau, now: datetime) -> None:
    """What keeps messages from arriving, or their readers from the pages; `doctor` and the board say the same."""
    from yudu_flow.actions.ways_out import ways_out
    from yudu_flow.storage.database import reading

    with reading(bureau.engine) as db:
        found = [way for way in ways_out(bureau, db, now) if not way.ok]
    for way in found:
        say(f"  注意　{way.item}：{way.message} → {way.advice}")
    if bureau.trial:
        say("  试运行　联系人都是占位，消息只写成文件，没有人收到")


def introduce(bureau: Bureau, ways: Ways, database: str, spool: str) -> None:
    """Where everything goes."""
    from yudu_flow.storage.database import describe
    from yudu_flow.wording.names import CHANNELS

    say(f"yudu-flow 已启动：{bureau.roster.bureau_name}")
    say(f"  数据库　{describe(database)}")
    for channel in ways:
        spooled = channel in bureau.spooled
        say(f"  {CHANNELS[channel]}　　{f'写入文件夹 {spool}（未设置发送服务）' if spooled else '真实发送'}")


def _counted(made: Pass) -> str:
    """新开事项7项，发出消息2条，失败0条; what went into files is said as such."""
    tried = made.delivered
    sent, written = tried.count("sent") - tried.written, f"，写成文件{tried.written}条" if tried.written else ""
    return f"新开事项{len(made.opened)}项，发出消息{sent}条{written}，失败{tried.count('failed')}条"


class _Told:
    """After the first pass: what is open and when it wakes next; afterwards one line a pass that did something."""

    def __init__(self, bureau: Bureau, lines: list[str]) -> None:
        self._bureau, self._lines = bureau, lines
        self._first = True

    def __call__(self, made: Pass) -> None:
        if self._first or made.opened or made.decided.rungs or made.delivered.marks:
            say(f"{made.at:%m-%d %H:%M} {_counted(made)}")
        if self._first:
            self._summary(made)
        self._first = False

    def _summary(self, made: Pass) -> None:
        from yudu_flow.storage import obligations
        from yudu_flow.storage.database import reading

        with reading(self._bureau.engine) as db:
            open_now = obligations.count_awake(db, self._bureau.key)
            wakes = [*obligations.wake_times(db, self._bureau.key, 5)]
        if made.next_wake and made.next_wake not in wakes:
            wakes = sorted({*wakes, made.next_wake})[:5]
        say(f"  在办事项{open_now}项；接下来：" + "，".join(f"{wake:%m-%d %H:%M}" for wake in wakes))
        for line in self._lines:
            say(line)
        say("  按 Ctrl+C 停止。")
