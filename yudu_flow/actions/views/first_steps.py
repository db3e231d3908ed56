"""What a new bureau still needs before its first reminder (开始使用): each step done or not, from facts. Reads only.

It is of the first period alone: a bureau that has begun a second one of the same cycle has found its way.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from yudu_flow.actions.acts.hide_steps import HIDDEN, SHOWN
from yudu_flow.actions.acts.roster_guards import has_office
from yudu_flow.actions.acts.try_contact import MAIL_TESTED, TESTED
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.processes.ways_out import pages_line
from yudu_flow.actions.running_period import opened_periods
from yudu_flow.domain.channels import WAYS
from yudu_flow.domain.period import Period
from yudu_flow.domain.roster import Unit, is_placeholder
from yudu_flow.storage import audit
from yudu_flow.wording.periods import spell_period

ROSTER, PLANS, SETTINGS = "/office/roster", "/office/plans", "/admin/settings"
FEW = 3


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One line: `words` say how it stands, `to` is where it is done; what is `extra` can be left."""

    name: str
    done: bool
    words: str
    to: str
    extra: bool = False


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """All lines in their order. `hidden` where the office has put the list away."""

    steps: tuple[FirstStep, ...]
    hidden: bool

    @property
    def left(self) -> int:
        """How many have to be done yet."""
        return sum(not one.done and not one.extra for one in self.steps)


def first_steps(bureau: Bureau, db: Connection, now: datetime) -> FirstSteps:
    """The list as it stands."""
    periods = [*opened_periods(bureau, db)]
    steps = (*_people(bureau, now), *_plan(bureau, periods), *_ways(bureau), _test(bureau, db))
    put_away, back = (audit.last(db, bureau.key, act) for act in (HIDDEN, SHOWN))
    hidden = put_away is not None and (back is None or back.at < put_away.at)
    return FirstSteps(steps, hidden)


def steps_on_board(bureau: Bureau, db: Connection, now: datetime, periods: Sequence[str]) -> FirstSteps | None:
    """What the board shows of it where those `periods` were opened; None where it shows nothing."""
    if bureau.stage or goes_on(periods, local_day(now)):
        return None
    first = first_steps(bureau, db, now)
    return first if first.left and not first.hidden else None


def goes_on(periods: Sequence[str], today: date) -> bool:
    """Neither a task of months to come nor a week beside its month is a second period."""
    begun = Counter(period.cycle for period in map(Period.parse, periods) if period.first <= today)
    return any(count > 1 for count in begun.values())


def _people(bureau: Bureau, now: datetime) -> Iterator[FirstStep]:
    roster, day = bureau.roster, local_day(now)
    known = has_office(bureau, now)
    yield FirstStep("登记您自己", known, "办公室有人了" if known else "办公室还没有人", "/start")
    units = [unit for unit in roster.units.values() if not unit.gone(day)]
    lacking = [unit.name for unit in units if roster.holder(unit.liaison, day) is None]
    if len(units) < 2:
        yield FirstStep("名册", False, "还没有单位；从 Excel 导入，或先导入方案，把文件里的名称登记进来", ROSTER)
    else:
        yield FirstStep("名册", not lacking, _named(lacking, "还没有联络员") or f"{len(units)}个单位都有联络员", ROSTER)
    silent = [*_unreached(bureau, units, day)]
    all_known = len(units) > 1 and not lacking
    words = _named(silent, "的邮箱和手机都没有登记") or ("联络员的都登记了" if all_known else "先登记联络员")
    yield FirstStep("联系方式", all_known and not silent, words, ROSTER)


def _unreached(bureau: Bureau, units: list[Unit], day: date) -> Iterator[str]:
    """The liaisons whom no channel reaches."""
    holders = {one.id: one for unit in units if (one := bureau.roster.holder(unit.liaison, day))}
    for person in holders.values():
        addresses = [person.address(channel) for channel in WAYS]
        if not any(address and not is_placeholder(address) for address in addresses):
            yield person.name


def _named(names: list[str], lack: str) -> str:
    """甲、乙、丙等5个还没有联络员; empty where there is none."""
    more = f"等{len(names)}个" if len(names) > FEW else ""
    return f"{'、'.join(names[:FEW])}{more}{lack}" if names else ""


def _plan(bureau: Bureau, periods: list[str]) -> Iterator[FirstStep]:
    plans = bureau.content.plans
    yield FirstStep("方案", bool(plans), f"{len(plans)}份" if plans else "还没有；导入红头文件，或在网页上拟", PLANS)
    began = f"{spell_period(periods[0])}已经开始" if periods else "方案启用以后，从最近一个来得及通知的周期自动开始"
    yield FirstStep("第一期", bool(periods), began, "/office" if periods else "/office/preview")


def _ways(bureau: Bureau) -> Iterator[FirstStep]:
    for channel, way in WAYS.items():
        real = channel not in bureau.spooled
        words = "真实发送" if real else "还没有设置，只写成文件"
        yield FirstStep(way.name, real, words, SETTINGS, extra=not way.whole)
    line = pages_line(bureau)
    yield FirstStep("网页地址", line.ok and bool(bureau.base_url), line.message, SETTINGS)


def _test(bureau: Bureau, db: Connection) -> FirstStep:
    tested = any(audit.last(db, bureau.key, act) for act in (TESTED, MAIL_TESTED))
    return FirstStep("测试消息", tested, "发过" if tested else "还没有发；给自己发一封，看收不收得到", SETTINGS)
