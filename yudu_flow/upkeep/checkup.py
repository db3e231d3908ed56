"""`doctor`: what could keep a reminder from arriving, each line with what to do about it."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from yudu_flow.actions.access.links import count_of_other_keys
from yudu_flow.actions.acts.dead_addresses import dead_addresses
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.processes.edition import out_of_date
from yudu_flow.actions.processes.pulse import ITEM, absent, doing
from yudu_flow.actions.processes.ways_out import Check, ways_out
from yudu_flow.actions.role import Role
from yudu_flow.assembly import CARRIERS, bureau_of, shut, store_of, ways_of
from yudu_flow.content.findings import BrokenContent
from yudu_flow.content.notifications.lacking import lacking
from yudu_flow.domain.channels import WAYS, Channel
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.roster import Roster, is_placeholder
from yudu_flow.domain.workdays import Calendar
from yudu_flow.settings import Settings
from yudu_flow.storage import attachments, audit, bureaus, messages, undelivered
from yudu_flow.storage.database import describe
from yudu_flow.storage.rows import BureauRow
from yudu_flow.wording.names import ROLES

LATE = timedelta(minutes=10)
DAY = timedelta(days=1)
APART = timedelta(seconds=60)
"""Clocks that differ by more let one host act on what another calls the future."""
LEAST_FREE = 500_000_000
GOODBYE = 0.2
"""Seconds for TLS to close a refused connection: a loop that ended at once would leave its socket open."""


def examine(settings: Settings, now: datetime) -> list[Check]:
    """Everything worth looking at, in the order in which it is best mended."""
    try:
        bureau = bureau_of(settings, now)
    except BrokenContent as broken:
        errors = sum(1 for finding in broken.findings if finding.level == "error")
        return [Check("内容", False, f"有{errors}处错误", "运行 yudu-flow check，按提示改正")]
    return [
        *_database(bureau, settings, now),
        *_calendar(bureau.calendar, now),
        *_words(settings),
        *_contacts(bureau.roster, settings, now),
        *_ways(bureau, settings, now),
        *_attachments(bureau, settings),
        *_disk(settings),
    ]


def _database(bureau: Bureau, settings: Settings, now: datetime) -> Iterator[Check]:
    with bureau.reading() as db:
        row, due = bureaus.find(db, bureau.key), messages.next_queued(db, bureau.key)
        broken = any(True for _ in audit.broken(db, bureau.key))
    yield Check("数据库", True, f"{describe(settings.database)} 可用")
    if broken:
        yield Check("审计", False, "记录对不上", "运行 yudu-flow audit verify，并与备份核对")
    yield from _addresses(bureau, now)
    yield from _links(bureau, now)
    if row is None:
        yield Check("运行", False, "还没有启动过", "运行 yudu-flow run")
        return
    yield from passes_of(row, now)
    yield from _works(bureau, settings, now)
    if due and due < now - LATE:
        yield Check("待发消息", False, f"最早一条应于{due:%m-%d %H:%M}发出", "看程序是否在运行、发信服务是否正常")
    if row.imbalance:
        yield Check("对账", False, f"有{row.imbalance}项对不上", "运行 yudu-flow reconcile --period 周期 查看")


def passes_of(row: BureauRow, now: datetime) -> Iterator[Check]:
    """Of the bureau's row. Passes that break off leave no mark, as if no process ran."""
    if row.failing_since is None:
        yield from _clock(row.last_pass_at, now)
        return
    since = f"{row.failing_since.astimezone(ZONE):%m-%d %H:%M}"
    advice = "看程序日志中的 a pass failed，按其中的错误处理，之后自动再试；处理不了的，先 yudu-flow backup，再找开发者"
    yield Check("运行", False, f"{since}起每次运行都出错中断，提醒可能没有发出：{row.fault}", advice)


def _clock(last: datetime, now: datetime) -> Iterator[Check]:
    if last > now + timedelta(minutes=1):
        yield Check("时钟", False, f"上次运行在{last:%m-%d %H:%M}，晚于现在：时钟被拨回", "校准本机时间")
    elif now - last > LATE:
        yield Check("运行", False, f"上次运行在{last:%m-%d %H:%M}", "程序没有在运行，或本机休眠过：运行 yudu-flow run")
    else:
        yield Check("时钟", True, f"现在{now:%Y-%m-%d %H:%M}（北京时间），与上次运行相符")


def _works(bureau: Bureau, settings: Settings, now: datetime) -> Iterator[Check]:
    """Who is at work on which host, what nobody does, and whether this machine's clock is the database's."""
    with bureau.reading() as db:
        who, moment = doing(bureau, db), bureaus.moment(db, now)
        lacking = [*absent(bureau, db), *out_of_date(bureau, db)]
    if any(who.values()):
        yield Check(ITEM, True, "，".join(_at_work(role, hosts) for role, hosts in who.items() if hosts))
        if settings.web and not who[Role.WEB]:
            yield Check(ITEM, False, "没有进程开网页：消息里的链接打不开", f"运行 yudu-flow run --role {Role.WEB}")
    yield from lacking
    if abs(apart := now - moment) > APART:
        words = f"本机比数据库{'快' if apart > timedelta() else '慢'}{abs(apart).total_seconds():.0f}秒"
        yield Check("时钟", False, words, "校准各台服务器的时间，例如都用同一个 NTP 服务器")


def _at_work(role: Role, hosts: Sequence[str]) -> str:
    return f"{ROLES[role]}{len(hosts)}个（{'、'.join(dict.fromkeys(hosts))}）"


def _calendar(calendar: Calendar, now: datetime) -> Iterator[Check]:
    """Next year's days are usually announced in November; before December there is nothing to mend."""
    if not calendar.is_provisional(now.date()):
        yield Check("日历", True, f"{now.year}年放假安排已有")
    else:
        advice = "在 config/calendar.yaml 填写国务院公布的放假安排，或升级 chinesecalendar"
        yield Check("日历", False, f"{now.year}年放假安排未知，日期为暂定", advice)
    ahead = (now + timedelta(days=60)).date()
    if ahead.year > now.year and calendar.is_provisional(ahead):
        advice = "公布后在 config/calendar.yaml 填写，或升级 chinesecalendar"
        yield Check("日历", now.month < 12, f"{ahead.year}年放假安排尚未录入，日期为暂定", advice)


def _words(settings: Settings) -> Iterator[Check]:
    """Messages of a later version than the one that made this home go out all the same."""
    if found := lacking(settings.home / "notifications"):
        words = f"没有{len(found)}种消息的模板，照程序自带的文字发：{'、'.join(found)}"
        yield Check("消息模板", True, words, "运行 yudu-flow renew 补上，可以再改")


def _contacts(roster: Roster, settings: Settings, now: datetime) -> Iterator[Check]:
    there = (person for person in roster.people.values() if not person.gone(local_day(now)))
    addresses = [(person.name, next(person.addresses, "")) for person in there]
    waiting = [name for name, address in addresses if not address or is_placeholder(address)]
    if not waiting:
        yield Check("联系方式", True, f"{len(addresses)}人都已登记")
        return
    names = "、".join(waiting[:5]) + ("等" if len(waiting) > 5 else "")
    real = any(getattr(settings, setting) for setting, _ in CARRIERS.values())
    advice = "在 config/roster.yaml 填写真实邮箱和手机" + ("；他们现在收不到消息" if real else "")
    yield Check("联系方式", False, f"{len(waiting)}人（{names}）还是占位", advice)


def _addresses(bureau: Bureau, now: datetime) -> Iterator[Check]:
    """Where nobody is, as the relays say; and where that was said of too many to be believed."""
    with bureau.reading() as db:
        dead = [one for one in dead_addresses(bureau, db) if not one.person.gone(local_day(now))]
        many = undelivered.count_refused_in_a_wave(db, bureau.key, now - DAY)
    if dead:
        words = "、".join(f"{one.person.name} {one.address}（{one.reply}）" for one in dead[:3])
        more = f"等{len(dead)}个" if len(dead) > 3 else ""
        advice = "地址有误的改名册；没错的，在发件箱按“恢复”，或运行 yudu-flow addresses revive 姓名 --by 经办人"
        yield Check("停用的地址", False, f"{words}{more}", advice)
    if many:
        advice = "多半是发信服务的问题：请询问邮箱服务商；这些地址没有停用，当天会再试"
        yield Check("邮件", False, f"一天内{many}封同时被答复没有这个用户", advice)


def _links(bureau: Bureau, now: datetime) -> Iterator[Check]:
    """Links of a home whose secret was another: what waits goes out with new ones, what was sent stays dead."""
    with bureau.reading() as db:
        dead = count_of_other_keys(bureau, db, now)
    if dead:
        advice = (
            "把原来的 var/secret.key 拷回（或改回 YUDU_FLOW_SECRET_KEY），再重新启动；找不回的，下一条消息会带新链接"
        )
        yield Check("消息链接", False, f"有{dead}个链接是用另一个密钥做的，已发消息里的打不开", advice)


def _ways(bureau: Bureau, settings: Settings, now: datetime) -> Iterator[Check]:
    """Each way out and the pages' address, as the board has them; the channels are looked at more closely."""
    with bureau.reading() as db:
        known = ways_out(bureau, db, now)
    shut_ones = shut(ways_of(settings, bureau.content))
    channels = {way.name: channel for channel, way in WAYS.items()}
    for one in known:
        match channels.get(one.item):
            case Channel.EMAIL:
                yield _mail(settings, shut_ones.get(Channel.EMAIL, ""), one)
            case None:
                yield one
            case channel:
                yield _gateway(settings, shut_ones.get(channel, ""), one, channel)


def _mail(settings: Settings, wrong: str, known: Check) -> Check:
    """Signs in to the mail server and says goodbye; no mail is sent."""
    if not settings.smtp_url:
        return known
    if fault := wrong or asyncio.run(_sign_in(settings.smtp_url)):
        advice = "核对 YUDU_FLOW_SMTP_URL 和 YUDU_FLOW_MAIL_FROM；密码用授权码的要填授权码"
        return Check("邮件", False, fault, advice)
    return Check("邮件", True, "发信服务登录成功") if known.ok else known


def _gateway(settings: Settings, wrong: str, known: Check, channel: Channel) -> Check:
    """Nothing is asked of it: every question could be a message."""
    if not settings.of_gateway(channel, "url"):
        return known
    prefix = f"YUDU_FLOW_{channel.upper()}_"
    if wrong:
        return Check(known.item, False, wrong, f"核对 {prefix} 开头的设置和 YUDU_FLOW_PROXY")
    if not settings.of_gateway(channel, "accepted").strip():
        advice = f"按网关说明设置 {prefix}ACCEPTED，例如 json:code=0；设置前{known.item}都记为待确认，不算已告知"
        return Check(known.item, False, "没有说明网关怎样应答才算成功", advice)
    return known


async def _sign_in(url: str) -> str:
    """Sign in and say goodbye; the fault in words, empty where there is none."""
    from yudu_flow.delivery.connection import Connector, Unreachable
    from yudu_flow.delivery.relay import Relay

    try:
        dialogue = await Connector(Relay.parse(url)).open()
    except Unreachable as fault:
        await asyncio.sleep(GOODBYE)
        return str(fault)
    await dialogue.quit()
    return ""


def _attachments(bureau: Bureau, settings: Settings) -> Iterator[Check]:
    """Where the files of reports lie, whether the latest are there, and whether every host with pages sees them."""
    folder = settings.attachments_folder
    store = store_of(settings, bureau.engine)
    with bureau.reading() as db:
        hosts, wanted = {*doing(bureau, db)[Role.WEB]}, attachments.digests(db, FEW_FILES)
    missing = sum(not attachments.has(store, digest) for digest in wanted)
    where = f"文件夹 {folder}" if folder else "数据库里"
    if missing:
        yield Check("附件", False, f"存在{where}，最近的有{missing}个不在那里", GATHER)
    elif len(hosts) > 1 and not settings.attachments:
        yield Check("附件", False, f"{len(hosts)}台开网页，附件各存在自己的{where}", SHARE)
    else:
        yield Check("附件", True, f"存在{where}")


FEW_FILES = 1000
GATHER = "改过 YUDU_FLOW_ATTACHMENTS 的，运行 yudu-flow db attachments；没有改过的，看文件夹是否挂上，或从备份恢复"
SHARE = "设置 YUDU_FLOW_ATTACHMENTS 为 database，或各台都能读写的文件夹，再运行 yudu-flow db attachments"


def _disk(settings: Settings) -> Iterator[Check]:
    place = settings.var if settings.var.exists() else settings.home
    free = shutil.disk_usage(place).free
    ok = free > LEAST_FREE
    yield Check("磁盘", ok, f"剩余{free / 1e9:.1f} GB", "" if ok else "清理磁盘，至少留出0.5 GB")
