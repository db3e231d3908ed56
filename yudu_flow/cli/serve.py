"""`run`: the scheduler process, or one of several, each with its role."""

from __future__ import annotations

import logging
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.actions.role import Role
from yudu_flow.cli.output import say

if TYPE_CHECKING:
    from datetime import datetime

    from yudu_flow.actions.bureau import Bureau
    from yudu_flow.actions.engine.make_pass import Pass
    from yudu_flow.actions.processes.content_in_force import Stamps
    from yudu_flow.assembly import Ways
    from yudu_flow.cli.pages import Pages
    from yudu_flow.clock import Clock
    from yudu_flow.settings import Settings


def run(
    role: Annotated[
        Role | None, typer.Option("--role", help="只做哪一样；不写按 YUDU_FLOW_ROLE，没有设置就都做")
    ] = None,
) -> None:
    """启动：到点提醒、催办、提请认定，直到按 Ctrl+C 或收到停止信号。

    几个进程（可在几台服务器上）用同一个数据库时，可以分工：web 只开网页，decide 只做决定、写好消息，
    deliver 只发送，all 三样都做。每样可以开几个，都一样，没有主次。
    """
    from yudu_flow.clock import wall_clock

    serve(wall_clock, role)


def serve(clock: Clock, asked: Role | None = None) -> None:
    """Run by `clock` until told to stop, in the role `asked` for, else that of the settings."""
    import asyncio

    from yudu_flow.actions.processes.content_in_force import stamps_of
    from yudu_flow.cli import office

    settings = office.settings()
    _log(settings.log_level)
    role = asked or Role(settings.role)
    if settings.many:
        from yudu_flow.cli.homes import serve_homes

        return serve_homes(office.machine(), clock, role)
    seen = stamps_of(settings.home)  # before they are read: what is saved meanwhile shows as changed
    bureau, ways, pages = _opened(settings, clock, role)
    asyncio.run(_live(settings, bureau, ways, pages, clock, role, seen))
    return say("已停止。")


def _opened(settings: Settings, clock: Clock, role: Role) -> tuple[Bureau, Ways, Pages | None]:
    """What the process works with, said to whoever started it; the pages listen from now on."""
    from yudu_flow.actions.processes.tell_of_content import tell_office_no_more
    from yudu_flow.cli import office
    from yudu_flow.cli.pages import Pages, port_taken

    bureau = office.bureau(clock())
    ways = office.ways(bureau) if role.delivers else {}
    tell_office_no_more(bureau, clock())  # what was refused is mended, or this process would not have started
    introduce(bureau, ways, settings)
    say(f"  分工　　{TOLD[role]}（{role}）")
    sock = port_taken(settings, role)
    pages = Pages(settings, bureau, sock) if sock else None
    if pages:
        # Only with the port taken is it known where pages are, for links in messages that go into files.
        bureau = replace(bureau, base_url=pages.address)
    warn(bureau, clock())
    return bureau, ways, pages


async def _live(
    settings: Settings, bureau: Bureau, ways: Ways, pages: Pages | None, clock: Clock, role: Role, seen: Stamps
) -> None:
    """The timetable, and the pages beside it, until told to stop."""
    import asyncio

    from yudu_flow.actions.processes.content_in_force import ContentInForce
    from yudu_flow.actions.processes.presence import Presence
    from yudu_flow.assembly import renewed
    from yudu_flow.cli.progress import ProgressLine
    from yudu_flow.timetable import Timetable
    from yudu_flow.upkeep.settings_in_force import SettingsInForce
    from yudu_flow.upkeep.sweep import Sweeper

    # Where the settings are asked for, they have been made: with the first change of content, and not here.
    force = ContentInForce(bureau, settings.home, lambda old, now: renewed(machine.settings, old, now), seen)
    machine = SettingsInForce(settings, force, ways, pages.local if pages else "")
    told = _Told(bureau, role, pages.lines(clock()) if pages else [])
    sweep = Sweeper(bureau.engine, settings, clock)
    presence = Presence(bureau.engine, bureau.key, role.works(pages=pages is not None))
    progress = ProgressLine("补发积压消息")

    def after_pass(made: Pass) -> None:
        progress.close()
        told(made)
        if role.serves:
            # A disk is looked through for seconds: beside the loop, which wakes the reminders.
            asyncio.get_running_loop().run_in_executor(None, sweep)

    def in_force(now: datetime) -> Bureau:
        machine.look()
        return force.refresh(now)

    timetable = Timetable(in_force, ways, clock, after_pass, progress, role, presence)
    serving = pages.serve(force, machine, clock, timetable.stopped) if pages else asyncio.sleep(0)
    with closing(progress):
        await asyncio.gather(timetable.run(), serving)


def _log(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for name in ("apscheduler", "httpx", "uvicorn"):  # httpx would log addresses with mobile numbers in them
        logging.getLogger(name).setLevel(logging.WARNING)


TOLD = {
    Role.WEB: "只开网页",
    Role.DECIDE: "只做决定：开始新的周期、决定提醒和催办、写好消息、对账",
    Role.DELIVER: "只发送写好的消息",
    Role.ALL: "网页、决定、发送都做",
}


def warn(bureau: Bureau, now: datetime) -> None:
    """What keeps messages from arriving, or their readers from the pages; `doctor` and the board say the same."""
    from yudu_flow.actions.processes.ways_out import ways_out

    with bureau.reading() as db:
        found = [way for way in ways_out(bureau, db, now) if not way.ok]
    for way in found:
        say(f"  注意　{way.item}：{way.message} → {way.advice}")
    if bureau.trial:
        say("  试运行　联系人都是占位，消息只写成文件，没有人收到")


def introduce(bureau: Bureau, ways: Ways, settings: Settings) -> None:
    """Where everything goes."""
    from yudu_flow.storage.database import describe
    from yudu_flow.wording.names import CHANNELS

    say(f"yudu-flow 已启动：{bureau.roster.bureau_name}")
    say(f"  数据库　{describe(settings.database)}")
    spooled = f"写入文件夹 {settings.var / 'spool'}（未设置发送服务）"
    for channel in ways:
        say(f"  {CHANNELS[channel]}　　{spooled if channel in bureau.spooled else '真实发送'}")


def _counted(made: Pass) -> str:
    """新开事项7项，发出消息2条，失败0条; what went into files is said as such."""
    tried = made.delivered
    sent, written = tried.count("sent") - tried.written, f"，写成文件{tried.written}条" if tried.written else ""
    return f"新开事项{made.opened_count}项，发出消息{sent}条{written}，失败{tried.count('failed')}条"


class _Told:
    """After the first pass: what is open and when it wakes next; afterwards one line a pass that did something."""

    def __init__(self, bureau: Bureau, role: Role, lines: list[str]) -> None:
        self._bureau, self._role, self._lines = bureau, role, lines
        self._first = True

    def __call__(self, made: Pass) -> None:
        began = self._first and self._role is not Role.WEB
        if began or made.opened_count or made.decided.verdicts or made.delivered.tried:
            say(f"{made.at:%m-%d %H:%M} {_counted(made)}")
        if self._first:
            self._summary(made)
        self._first = False

    def _summary(self, made: Pass) -> None:
        if self._role.decides:
            self._ahead(made)
        for line in self._lines:
            say(line)
        say("  按 Ctrl+C 停止。")

    def _ahead(self, made: Pass) -> None:
        from yudu_flow.storage import obligations

        with self._bureau.reading() as db:
            open_now = obligations.count_awake(db, self._bureau.key)
            wakes = [*obligations.wake_times(db, self._bureau.key, 5)]
        if made.next_wake and made.next_wake not in wakes:
            wakes = sorted({*wakes, made.next_wake})[:5]
        say(f"  在办事项{open_now}项；接下来：" + "，".join(f"{wake:%m-%d %H:%M}" for wake in wakes))
