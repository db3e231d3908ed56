"""An invented bureau of any size, built in memory: one plan, one report duty, as many units as asked for."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine

from yudu_flow.actions.bureau import Bureau
from yudu_flow.content.home import Content, load
from yudu_flow.content.notifications.rendering import Notifications
from yudu_flow.domain.duties.registry import KINDS
from yudu_flow.domain.period import ZONE
from yudu_flow.domain.plan import Assignment, Duty, Measure, Plan
from yudu_flow.domain.roster import Person, Post, Roster, Tenure, Unit, UnitKind

HOME = Path(__file__).parents[2]
START = datetime(2020, 9, 18, tzinfo=ZONE)
R5 = datetime(2020, 9, 21, 9, tzinfo=ZONE)


def units(count: int) -> dict[str, Unit]:
    """Units with a post each; the first one is the office."""
    return {
        f"单位{n}": Unit(f"单位{n}", UnitKind.UNIT if n else UnitKind.OFFICE, f"liaison{n}", f"liaison{n}")
        for n in range(count)
    }


def roster(count: int, key: str) -> Roster:
    """Everybody reachable under test.local."""
    people = {
        f"p{n}": Person(f"p{n}", f"联络员{n}", email=f"p{n}@test.local", mobile=f"1390000{n:05d}") for n in range(count)
    }
    people["leader"] = Person("leader", "领导", email="leader@test.local")
    posts = {f"liaison{n}": Post(f"liaison{n}", "联络员", (Tenure(f"p{n}"),)) for n in range(count)}
    posts["leader"] = Post("leader", "分管领导", (Tenure("leader"),))
    return Roster(key, "某省人力资源和社会保障厅", units(count), people, posts)


def plan(count: int) -> Plan:
    """Eight measures, each given to every unit: one report a unit, of eight lines."""
    owners = tuple(units(count))
    measures = tuple(
        Measure(n, f"措施{n}", "一", (Assignment(f"{n}.1", f"落实第{n}项措施", ("领导",), owners),))
        for n in range(1, 9)
    )
    report = Duty("report", KINDS["report"], "贯彻落实情况月报", "省发〔2020〕1号")
    return Plan("province", "省发〔2020〕1号", "工作方案", date(2020, 9, 18), measures, (report,))


def bureau(count: int, engine: Engine, key: str = "province", pages: str = "") -> Bureau:
    """A bureau of `count` units; processes that build the same one make the same links."""
    shipped = load(HOME, date(2020, 9, 18), 2021)
    content = Content((plan(count),), roster(count, key), shipped.rules, shipped.calendar)
    words = Notifications.load(HOME / "notifications", shipped.rules.sms_signature, shipped.rules.sms_limit)
    return Bureau(engine, content, words, base_url=pages, mail_domain="test.local", link_key=b"benchmark" * 4)
