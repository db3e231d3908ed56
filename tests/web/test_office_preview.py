"""The preview on its page: played when asked, remembered for the day, compared with rules that are tried."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.bureau import CLERK, change
from tests.web.browser import Browser, Console
from yudu_flow.simulation.rehearsal import RULES, Beginning, Coming, Differences, beginning, rehearse
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import AUDIT, EVENT, MESSAGE, NOTICE, OBLIGATION, RUNG
from yudu_flow.web import rehearsals

PREVIEW = "/office/preview"


@pytest.fixture
def clerk(console: Console) -> Browser:
    """林秋, on the plan's day."""
    return console.account(CLERK)


Tried = Mapping[str, str] | None
Play = Callable[[Beginning, Tried], tuple[Coming, ...]]


@cache
def _rehearsed(now: datetime, firms: str, tried: tuple[tuple[str, str], ...], *content: bytes) -> tuple[Coming, ...]:
    """By what it depends on: a rehearsal takes a second, and most of these tests look at the same one."""
    return rehearse(BEGUN[firms, content], dict(tried))


BEGUN: dict[tuple[str, tuple[bytes, ...]], Beginning] = {}


@pytest.fixture(autouse=True)
def played_once(monkeypatch: pytest.MonkeyPatch) -> Play:
    """The program remembers what it played for one console; here all consoles of the same content share it."""

    def shared(begin: Beginning, tried: Tried = None) -> tuple[Coming, ...]:
        home, firms = begin.settings.home, repr(begin.register)
        files = (*sorted(home.glob("config/*.yaml")), *sorted(home.glob("workflows/*.yaml")))
        content = tuple(file.read_bytes() for file in files)
        BEGUN[firms, content] = begin
        return _rehearsed(begin.now, firms, (*(tried or {}).items(),), *content)

    monkeypatch.setattr(rehearsals, "rehearse", shared)
    return shared


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch, played_once: Play) -> list[str]:
    """What was played so far: the rules that were tried, empty for those in force."""
    seen: list[str] = []

    def watched(begin: Beginning, tried: Tried = None) -> tuple[Coming, ...]:
        seen.append((tried or {}).get(RULES, ""))
        return played_once(begin, tried)

    monkeypatch.setattr(rehearsals, "rehearse", watched)
    return seen


def rules_of(home: Path, old: str = "", new: str = "") -> str:
    text = (home / RULES).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new)


def counts(shown: str) -> tuple[int, ...]:
    """Added, removed, moved."""
    found = re.search(r"多发 <b>(\d+)</b> 条，不再发 <b>(\d+)</b> 条，改日子 <b>(\d+)</b> 条", shown)
    assert found is not None
    return tuple(map(int, found.groups()))


def stored(console: Console) -> list[int]:
    with reading(console.desk.bureau.engine) as db:
        tables = (AUDIT, EVENT, MESSAGE, NOTICE, OBLIGATION, RUNG)
        return [db.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]


def test_nothing_runs_until_somebody_asks(clerk: Browser, played: list[str]) -> None:
    assert "开始预演" in clerk.look(PREVIEW)
    assert played == []


def test_it_shows_month_by_month_and_day_by_day_who_gets_what(console: Console, clerk: Browser) -> None:
    before = stored(console)
    clerk.look(PREVIEW)
    shown = clerk.press(PREVIEW)
    for month in ("2020年9月", "2020年10月", "2020年11月", "2020年12月"):
        assert f"<h2>{month}<" in shown
    assert "9月21日（星期一）<small>5条</small>" in shown
    assert "<b>报送提醒</b>（邮件）" in shown
    assert stored(console) == before


def test_it_is_played_once_a_day_for_the_same_content(
    console: Console, clerk: Browser, home: Path, played: list[str]
) -> None:
    clerk.look(PREVIEW)
    clerk.press(PREVIEW)
    clerk.press(PREVIEW)
    assert len(played) == 1
    change(home, "config/roster.yaml", "name: 苏禾", "name: 苏和")
    assert "开始预演" in clerk.look(PREVIEW)
    assert "苏和" in clerk.press(PREVIEW)
    console.desk.clock.set("2020-09-19T08:00")
    assert "开始预演" in clerk.look(PREVIEW)
    assert len(played) == 2


def test_it_is_played_anew_with_a_firm_that_somebody_registered(
    clerk: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Beginning] = []

    def noted(begin: Beginning, _rules: str | None = None) -> tuple[Coming, ...]:
        begun.append(begin)
        return ()

    monkeypatch.setattr(rehearsals, "rehearse", noted)
    clerk.look("/office/firms")
    clerk.look(PREVIEW)
    clerk.press(PREVIEW)
    clerk.look("/office/firms")
    clerk.press("/office/firms", {"name": "云岭食品", "owner": "周远"})
    assert "开始预演" in clerk.look(PREVIEW)
    clerk.press(PREVIEW)
    before, after = ({firm.name for firm in begin.register.firms} for begin in begun)
    assert after - before == {"云岭食品"}
    assert [one.owner for one in begun[-1].register.pairings][-1:] == ["zhou-yuan"]


def test_other_rules_show_what_they_change(clerk: Browser, home: Path) -> None:
    clerk.look(PREVIEW)
    other = rules_of(home, "{name: R-5, days: 5,", "{name: R-4, days: 4,")
    shown = clerk.press(PREVIEW, {"rules": other.replace("\n", "\r\n")})
    assert counts(shown) == (1, 7, 14), "in November it meets a reminder of visits, in December the end of the preview"
    assert '<td data-label="原来">9月21日（星期一）</td><td data-label="改为">9月22日（星期二）</td>' in shown
    assert "{name: R-4, days: 4," in shown, "what was tried can be tried on"
    assert (home / RULES).read_text(encoding="utf-8") == rules_of(home)


@pytest.mark.long
def test_rules_without_a_rung_send_less(clerk: Browser, home: Path) -> None:
    clerk.look(PREVIEW)
    line = "      - {name: R-5, days: 5, channels: [email], to: [liaison]}\n"
    shown = clerk.press(PREVIEW, {"rules": rules_of(home, line)})
    assert counts(shown) == (0, 20, 0)


@pytest.mark.long
def test_the_same_rules_make_no_difference(clerk: Browser, home: Path) -> None:
    clerk.look(PREVIEW)
    assert "没有差别" in clerk.press(PREVIEW, {"rules": rules_of(home)})


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('pass_at: "09:00"', 'pass_at: "21:00"', "免打扰"),
        ("rest_day: next", "rest_day: nxt", "nxt"),
        ("inclusive: true", "inclusive true", "config/rules.yaml 第"),
        ("sms_signature: 于都人社局", f"sms_signature: {'局' * 60}", "过长"),
    ],
)
def test_broken_rules_are_said_as_check_says_them(clerk: Browser, home: Path, old: str, new: str, why: str) -> None:
    clerk.look(PREVIEW)
    shown = clerk.press(PREVIEW, {"rules": rules_of(home, old, new)})
    assert ("不能预演" in shown or "短信签名" in shown, why in shown) == (True, True)
    assert "<h2>2020年9月<" in shown, "what is in force is still shown"


def test_broken_content_in_force_is_said(clerk: Browser, home: Path) -> None:
    change(home, "config/roster.yaml", "su-he@test.local", "su-he@")
    clerk.look(PREVIEW)
    assert "邮箱“su-he@”写法不对" in clerk.press(PREVIEW)


def test_a_comparison_that_is_gone_says_so(clerk: Browser) -> None:
    assert "请重新粘贴规则再比较" in clerk.look(f"{PREVIEW}?tried=0123456789abcdef")


def test_it_takes_no_more_than_a_file(clerk: Browser) -> None:
    clerk.look(PREVIEW)
    assert "太长" in clerk.press(PREVIEW, {"rules": "#" * 60_000}, 400)


def test_only_so_much_is_remembered(clerk: Browser, home: Path, console: Console) -> None:
    clerk.look(PREVIEW)
    for number in range(rehearsals.MOST + 2):
        clerk.press(PREVIEW, {"rules": f"broken {number}"})
    assert len(console.hall.rehearsals._kept) == rehearsals.MOST


def test_a_comparison_holds_where_others_fill_the_memory_meanwhile(
    console: Console, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsals, "MOST", 1)
    begin = beginning(console.hall.settings, console.hall.bureau(), console.hall.now())
    found = rehearsals.Rehearsals().compared(begin, {RULES: rules_of(home) + "# 另一稿\n"})
    assert isinstance(found, Differences)
    assert not [*found.added, *found.removed]


def test_the_preview_is_the_offices_alone(console: Console, clerk: Browser, played: list[str]) -> None:
    for other in (console.account("su-he"), console.account("顾明远"), console.guest("su-he", "就业中心")):
        other.look("/help")
        assert "<h1>预演" not in other.get(PREVIEW).text
        assert other.send_form(PREVIEW).status_code == 403
    assert played == []
